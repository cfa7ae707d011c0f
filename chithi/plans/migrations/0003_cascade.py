
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0002_lesson'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('carries_out', 'Carries out'), ('same', 'Carries out the same directive')], max_length=12)),
                ('number', models.CharField(blank=True, help_text='by which it was proposed; empty for a link set by hand', max_length=60)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], max_length=10)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='plans.plan')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='plans.plan')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'other', 'kind'), name='one_plan_link_per_pair_and_kind'), models.CheckConstraint(condition=models.Q(('plan', models.F('other')), _negated=True), name='no_plan_linked_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='ProvisionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(help_text='shared words, 0 to 1000; 0 where a person said so')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected')], default='proposed', max_length=10)),
                ('content', models.ForeignKey(help_text='of the own plan', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answering', to='plans.provision')),
                ('provision', models.ForeignKey(help_text='of the plan carried out', on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='plans.provision')),
                ('work_item', models.ForeignKey(help_text='of the own plan', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answering', to='plans.workitem')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('provision', 'content'), name='one_answer_per_content'), models.UniqueConstraint(fields=('provision', 'work_item'), name='one_answer_per_work_item'), models.CheckConstraint(condition=models.Q(models.Q(('content', None), ('work_item__isnull', False)), models.Q(('content__isnull', False), ('work_item', None)), _connector='OR'), name='answer_by_one_thing')],
            },
        ),
    ]
