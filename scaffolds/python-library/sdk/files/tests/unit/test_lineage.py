import pytest

from <%= it.package %> import InvalidReferenceError, Lineage, Reference, dataset_reference, parse_reference

DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("text", ["pack:momentum@1.2.0", "model:momentum@3.0.1", f"dataset:prices@sha256:{DIGEST}"])
def test_a_reference_is_read_as_it_is_written(text: str) -> None:
    assert str(parse_reference(text)) == text


def test_a_dataset_is_named_by_its_content() -> None:
    assert str(dataset_reference("prices", b"")) == f"dataset:prices@sha256:{DIGEST}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("momentum@1.2.0", "is no reference; write one such as pack:momentum@1.2.0"),
        ("pack:Momentum@1.2.0", "the pack is 'Momentum'; write a lower-case name such as momentum"),
        ("model:momentum@v1", "the version of model momentum is 'v1'; write 1.2.0"),
        ("dataset:prices@1.2.0", "the version of dataset prices is '1.2.0'; write sha256: and 64 digits"),
    ],
)
def test_what_names_nothing_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidReferenceError) as caught:
        parse_reference(text)
    assert message in str(caught.value)


def test_the_digest_knows_no_order() -> None:
    pack, model = Reference("pack", "momentum", "1.2.0"), Reference("model", "momentum", "3.0.1")
    one = Lineage((pack, model), {"window": 20, "universe": ["us"]})
    other = Lineage((model, pack), {"universe": ["us"], "window": 20})
    assert one.digest() == other.digest()
    assert one.digest() != Lineage((pack, model), {"window": 21, "universe": ["us"]}).digest()
    with pytest.raises(ValueError, match="is no number from"):
        Lineage((), {"window": float("nan")}).digest()


def test_two_results_differ_for_a_reason() -> None:
    before = Lineage((Reference("pack", "momentum", "1.2.0"),), {"window": 20, "cost": 0.1})
    after = Lineage((Reference("pack", "momentum", "1.3.0"),), {"window": 30, "fast": True, "cost": 0.1})
    assert before.differences(after) == [
        "- pack:momentum@1.2.0",
        "+ pack:momentum@1.3.0",
        "fast: absent -> true",
        "window: 20 -> 30",
    ]
    assert before.differences(before) == []
    assert Lineage((), {"window": 20}).differences(Lineage((), {"window": 20.0})) == []
