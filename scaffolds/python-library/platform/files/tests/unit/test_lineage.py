import pytest

from <%= it.package %>.lineage import InvalidReferenceError, Lineage, Reference, parse_reference

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize("text", ["pack:momentum@1.2.0", "model:momentum@0.0.1", f"dataset:prices@{DIGEST}"])
def test_a_reference_is_read_as_it_was_written(text: str) -> None:
    assert str(parse_reference(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "momentum@1.2.0",
        "pack:momentum",
        "pack:Momentum@1.2.0",
        "pack:@1.2.0",
        "pack:momentum@1.2",
        "pack:momentum@01.2.0",
        "pack:momentum@1.2.0\n",
        f"pack:momentum@{DIGEST}",
        "dataset:prices@1.0.0",
        "dataset:prices@sha256:0",
        "recipe:soup@1.0.0",
    ],
)
def test_what_names_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidReferenceError):
        parse_reference(text)


def test_the_digest_depends_on_what_decides_the_result_alone() -> None:
    pack, model = Reference("pack", "momentum", "1.2.0"), Reference("model", "momentum", "3.0.1")
    digest = Lineage((pack, model), {"a": 1, "b": [1, 2]}).digest()
    assert digest == Lineage((model, pack), {"b": [1, 2], "a": 1}).digest()
    assert digest != Lineage((model, pack), {"b": [2, 1], "a": 1}).digest()
    assert digest != Lineage((pack,), {"a": 1, "b": [1, 2]}).digest()
