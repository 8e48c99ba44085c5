# Makes the files beside it by pyarrow, so that the reader is tried on what another program wrote.
import os, datetime as dt, decimal as d
import pyarrow as pa, pyarrow.parquet as pq
t = pa.table({
 'whole': pa.array([1, -2, None, 9007199254740993], pa.int64()),
 'small': pa.array([1, 2, 3, 4], pa.int32()),
 'real': pa.array([0.5, None, float('nan'), 1e300], pa.float64()),
 'single': pa.array([0.1, 0.2, 0.3, 0.4], pa.float32()),
 'flag': pa.array([True, False, None, True]),
 'text': pa.array(['a', 'é', None, 'a']),
 'level': pa.array(['x', 'y', 'x', 'x']).dictionary_encode(),
 'time': pa.array([dt.datetime(2024,1,2,3,4,5,678000), None, dt.datetime(1969,12,31), dt.datetime(2000,1,1)], pa.timestamp('us')),
 'day': pa.array([dt.date(2024,1,2), None, dt.date(1969,12,31), dt.date(2000,1,1)]),
 'price': pa.array([d.Decimal('1.25'), None, d.Decimal('-0.05'), d.Decimal('100.00')], pa.decimal128(10,2)),
 'list': pa.array([[1,2],[],None,[3]], pa.list_(pa.int64())),
})
folder = os.path.dirname(os.path.abspath(__file__))
for c in ['snappy','gzip','zstd','none']:
    pq.write_table(t, os.path.join(folder, f'types.{c}.parquet'), compression=c, row_group_size=3, store_schema=False)

# The flowers of examples/data, as another program would store them.
import csv
with open(os.path.join(folder, '../../../../examples/data/iris.csv')) as file:
    rows = list(csv.DictReader(file))
columns = {name: [row[name] for row in rows] for name in rows[0]}
iris = pa.table({name: pa.array(cells) if name == 'species' else pa.array([float(cell) for cell in cells]) for name, cells in columns.items()})
pq.write_table(iris, os.path.join(folder, 'iris.parquet'), row_group_size=64, store_schema=False)
