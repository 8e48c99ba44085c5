"""Event files by TensorBoard's own package, version 2.21.0, on Python 3.11.

    pip install tensorboard==2.21.0 "setuptools<81"
    python reference.py > reference.json          # the records that the tests beside this file compare with
    python reference.py --read FOLDER             # what TensorBoard finds in the files that a run wrote there
"""

import base64
import io
import json
import os
import sys

import numpy as np
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto import event_pb2, graph_pb2, summary_pb2
from tensorboard.plugins.histogram.summary_v2 import histogram_pb
from tensorboard.plugins.scalar.summary_v2 import scalar_pb
from tensorboard.summary.writer.record_writer import RecordWriter
from tensorboard.util import tensor_util

WALL_TIME = 1700000000.25


def record(**fields):
    event = event_pb2.Event(wall_time=WALL_TIME, **fields)
    file = io.BytesIO()
    RecordWriter(file).write(event.SerializeToString(deterministic=True))
    return base64.b64encode(file.getvalue()).decode()


def summary(step, *parts):
    return record(step=step, summary=summary_pb2.Summary(value=[value for part in parts for value in part.value]))


def graph():
    definition = graph_pb2.GraphDef()
    for name, op, inputs, shapes in [
        ("input", "InputLayer", [], [[-1, 28, 28, 1]]),
        ("a/lstm", "LSTM", ["input"], [[-1, 300], [-1, 300]]),
        ("add", "Add", ["a/lstm", "a/lstm:1"], [[4, 300]]),
    ]:
        node = definition.node.add(name=name, op=op, input=inputs)
        for shape in shapes:
            entry = node.attr["_output_shapes"].list.shape.add()
            for size in shape:
                entry.dim.add(size=size)
    return definition.SerializeToString(deterministic=True)


def write():
    spread = np.array([(i * 37) % 101 / 64 - 0.5 for i in range(101)])
    records = {
        "version": record(file_version="brain.Event:2"),
        "scalars": summary(3, scalar_pb("epoch_loss", 0.125), scalar_pb("epoch_accuracy", 1 / 3), scalar_pb("größe", -2)),
        "first step": summary(0, scalar_pb("epoch_loss", 0)),
        "late step": summary(5_000_000_000, scalar_pb("epoch_loss", float("nan")), scalar_pb("epoch_mae", float("inf"))),
        "histograms": summary(
            7,
            histogram_pb("dense_1/kernel", spread),
            histogram_pb("dense_1/bias", np.full(5, 0.5)),
            histogram_pb("dense_2/bias", np.array([])),
        ),
        "graph": record(graph_def=graph()),
    }
    print(json.dumps(records, indent=2, ensure_ascii=False))


def read(folder):
    runs = {}
    for path, _, files in sorted(os.walk(folder)):
        if not any("tfevents" in file for file in files):
            continue
        events = event_accumulator.EventAccumulator(path, size_guidance={event_accumulator.TENSORS: 0}).Reload()
        run = {"scalars": {}, "histograms": {}, "graph": None}
        for tag in events.Tags()["tensors"]:
            plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
            run[plugin][tag] = [[e.step, tensor_util.make_ndarray(e.tensor_proto).tolist()] for e in events.Tensors(tag)]
        if events.Tags()["graph"]:
            run["graph"] = [
                [node.name, node.op, list(node.input), [[dim.size for dim in shape.dim] for shape in node.attr["_output_shapes"].list.shape]]
                for node in events.Graph().node
            ]
        runs[os.path.relpath(path, folder)] = run
    print(json.dumps(runs, indent=2))


if len(sys.argv) == 3 and sys.argv[1] == "--read":
    read(sys.argv[2])
else:
    write()
