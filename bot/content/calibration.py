"""The decision model of a pack: `calibration.yaml`, with the figures that chose it."""

from pathlib import Path

import yaml

from bot.content.shape import Shape, open_file
from bot.core.decide import LogisticModel, Policy
from bot.core.errors import ContentError, Fault
from bot.core.sentinel import Bounds
from bot.core.signals import SIGNALS
from bot.core.snapshot import Calibration

FILE = "calibration.yaml"
_KEYS = "chosen bias signals answer suggest urgent clinician unsure"


def load_calibration(root: Path) -> Calibration:
    """Read the decision model. Raises ContentError; `footnote calibrate` makes the file."""
    faults: list[Fault] = []
    node = open_file(root / FILE, root, faults)
    if node is None:
        faults.append(Fault(FILE, 0, "run `footnote calibrate` to make it"))
        raise ContentError(faults)
    shape = Shape(node, FILE, faults, _KEYS)
    rows = {row.text("name"): row for row in shape.shapes("signals", "name mean spread weight")}
    missing = [name for name in SIGNALS if name not in rows]
    if missing or len(rows) != len(SIGNALS):
        shape.fault(f"made for other signals; run `footnote calibrate` ({', '.join(missing)})")
        raise ContentError(faults)
    numbers = [
        tuple(rows[name].number(key) for name in SIGNALS) for key in ("mean", "spread", "weight")
    ]
    model = LogisticModel(numbers[0], numbers[1], numbers[2], shape.number("bias"))
    policy = Policy(shape.number("answer"), shape.number("suggest"))
    bounds = Bounds(*(shape.number(name) for name in ("urgent", "clinician", "unsure")))
    if faults:
        raise ContentError(faults)
    return Calibration(model, policy, bounds)


def dump_calibration(calibration: Calibration, chosen: dict[str, str]) -> str:
    """Write a decision model; `chosen` are the figures that chose it."""
    model, policy = calibration.model, calibration.policy
    columns = zip(SIGNALS, model.means, model.spreads, model.weights, strict=True)
    signals = [
        {"name": name, "mean": mean, "spread": spread, "weight": weight}
        for name, mean, spread, weight in columns
    ]
    return yaml.safe_dump(
        {
            "chosen": chosen,
            "answer": policy.answer,
            "suggest": policy.suggest,
            "urgent": calibration.bounds.urgent,
            "clinician": calibration.bounds.clinician,
            "unsure": calibration.bounds.unsure,
            "bias": model.bias,
            "signals": signals,
        },
        sort_keys=False,
        width=100,
    )
