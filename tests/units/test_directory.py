from chithi.units.queries import directory


def test_the_directory_of_the_database_knows_units_groups_and_the_province(
    cast, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        found = directory()
    assert found.match("UBND tỉnh Thử Nghiệm").id == cast.units["tinh"].pk
    assert found.match("Sở LĐTBXH tỉnh Thử Nghiệm").id == cast.units["so-ld"].pk
    assert found.match("UBND các huyện, TP").kind == "group"
