"""Files larger than the memory that may be used."""

import itertools
import os
import zipfile

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


def load_and_measure(tenon, *words) -> int:
    """The largest resident size of a load, in KiB."""
    load = tenon.start("load", "table", *words, "--into", "trade", "--quiet")
    _, status, usage = os.wait4(load.pid, 0)
    load.returncode = os.waitstatus_to_exitcode(status)
    assert load.returncode == 0, load.stderr.read()
    return usage.ru_maxrss


def test_a_gigabyte_is_loaded_under_one_gibibyte(tenon, tmp_path):
    file = tmp_path / "gigabyte.csv"
    rows = write_gigabyte(file)
    resident = load_and_measure(tenon, file)
    assert resident < 1 << 20, f"{resident >> 10} MiB resident"
    file.unlink()
    assert tenon.value("select count(*) from trade") == rows


def write_workbook(file, rows: int):
    """An .xlsx with so many flows under different keys; texts stand once in the workbook, cells refer to them."""
    names = ["exporter", "importer", "product", "year", "value_usd", *ECONOMIES, *products()]
    number = {name: i for i, name in enumerate(names)}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'

    def relations(*parts):
        return f"<Relationships {package}>" + "".join(
            f'<Relationship Id="r{i}" Type="{office}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(parts)
        ) + "</Relationships>"

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        archive.writestr("xl/_rels/workbook.xml.rels", relations(("worksheet", "worksheets/sheet1.xml"),
                                                                 ("sharedStrings", "sharedStrings.xml")))
        archive.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{office}"><sheets>'
                                            '<sheet name="trade" sheetId="1" r:id="r0"/></sheets></workbook>')
        archive.writestr("xl/sharedStrings.xml", f"<sst {main}>" + "".join(f"<si><t>{name}</t></si>" for name in names) + "</sst>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as out:
            out.write(f"<worksheet {main}><sheetData><row>".encode())
            out.write("".join(f'<c t="s"><v>{i}</v></c>' for i in range(5)).encode() + b"</row>")
            written = 0
            for good in products():
                block = []
                for exporter, importer in itertools.permutations(ECONOMIES[:20], 2):
                    written += 1
                    block.append(f'<row><c t="s"><v>{number[exporter]}</v></c><c t="s"><v>{number[importer]}</v></c>'
                                 f'<c t="s"><v>{number[good]}</v></c><c><v>2020</v></c><c><v>{written * 0.37:.2f}</v></c></row>')
                    if written == rows:
                        break
                out.write("".join(block).encode())
                if written == rows:
                    break
            out.write(b"</sheetData></worksheet>")
    assert written == rows


def test_a_workbook_of_a_million_rows_is_loaded_under_one_gibibyte(tenon, tmp_path):
    file = tmp_path / "million.xlsx"
    write_workbook(file, 1_000_000)
    resident = load_and_measure(tenon, file, "--set", "classification=HS2017")
    assert resident < 1 << 20, f"{resident >> 10} MiB resident"
    assert tenon.value("select count(*) from trade") == 1_000_000
