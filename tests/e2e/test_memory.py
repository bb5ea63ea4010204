"""A file larger than the memory that may be used."""

import os

from conftest import ECONOMIES, products


def write_gigabyte(file) -> int:
    """10^9 bytes of trade under different keys; a column nobody asks for makes rows as wide as a provider's. The rows."""
    block = "".join(f"HS2017,2020,{exporter},{importer},@@@@@@,{i * 0.37:.3f},{'x' * 60}\n"
                    for exporter in ECONOMIES for i, importer in enumerate(ECONOMIES) if exporter != importer)
    written = rows = 0
    with file.open("w") as out:
        out.write("classification,year,exporter,importer,product,value_usd,remark\n")
        for product in products():
            written += out.write(block.replace("@@@@@@", product))
            rows += block.count("\n")
            if written >= 1_000_000_000:
                return rows
    raise AssertionError("too few products for 10^9 bytes")


def test_a_gigabyte_is_loaded_under_one_gibibyte(tenon, tmp_path):
    file = tmp_path / "gigabyte.csv"
    rows = write_gigabyte(file)
    load = tenon.start("load", "table", file, "--into", "trade", "--quiet")
    _, status, usage = os.wait4(load.pid, 0)
    load.returncode = os.waitstatus_to_exitcode(status)
    assert load.returncode == 0, load.stderr.read()
    assert usage.ru_maxrss < 1 << 20, f"{usage.ru_maxrss >> 10} MiB resident"
    file.unlink()
    assert tenon.value("select count(*) from trade") == rows
