"""From which day on an assignment holds, where an amendment brought it or took its place."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_functions_of_clauses'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='valid_from',
            field=models.DateField(help_text='since the item binds where there is none', null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='valid_to',
            field=models.DateField(null=True),
        ),
    ]
