"""Word, Excel, PowerPoint and OpenDocument packages: a mark is put in, and looked for in all that comes out."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.attachments import made
from tests.plugins.profiles import MANY
from wiki.attachments.cleaning import cleaned
from wiki.attachments.documents import text_of
from wiki.attachments.formats import DOCX
from wiki.attachments.photos import plain
from wiki.attachments.refused import Refused

MARK = "Merkteken"
MARKED = MARK.encode()
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = [
    "docProps/core0.xml", "DOCPROPS/Core.xml", "docProps/app.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg",
    "docProps/meta/x.bin", "customXml/item1.xml", "CustomXML/item2.xml", "_xmlsignatures/sig1.xml",
    "word/printerSettings1.bin", "xl/printerSettings/printerSettings1.bin", "xl/revisions/userNames.xml",
    "xl/externalLinks/externalLink1.xml", "ppt/changesInfos/changesInfo1.xml", "docMetadata/LabelInfo.xml",
    "package/services/metadata/core-properties/a1.psmdcp", "word/recipientData.xml", "thumbnail.wmf",
]  # fmt: skip
OPEN_PARTS = [
    "META-INF/documentsignatures.xml", "Thumbnails/thumbnail.png", "meta.xml", "Object 1/meta.xml", "VersionList.xml",
    "Versions/Version1", "Meta.XML",
]  # fmt: skip
NAMES = [
    ("word/comments.xml", '<w:comment xmlns:w="w" w:author = "{}" w:initials=\'{}\'/>'),
    ("word/Comments.xml", '<x xmlns:odd="w" odd:author\n=\n"{}"/>'),
    ("word/people.xml", '<p author="{}"><q w15:providerId="{}" w15:userId="{}" xmlns:w15="w"/></p>'),
    ("xl/persons/person.xml", '<person displayName="{}" id="1" userId="{}" providerId="{}"/>'),
    ("xl/comments1.xml", "<c><authors><author>{}</author><author>&lt;<![CDATA[{}]]></author></authors></c>"),
    ("xl/threadedComments/threadedComment1.xml", '<x displayName="{}"/>'),
    ("ppt/commentAuthors.xml", '<p:cmAuthor xmlns:p="p" id="0" name="{}" initials="{}"/>'),
    ("ppt/authors.xml", '<a><p188:author xmlns:p188="p" name="{}" userId="{}"/></a>'),
    ("word/document.xml", '<w:d xmlns:w="w"><w:ins w:author="{}"><w:t>x</w:t></w:ins></w:d>'),
    ("word/document.xml", "<d><!-- {} --><x a='>' initials='{}'/></d>"),
    ("word/header1.xml", '<w:ins xmlns:w="w" w:author="{}"/>'),
    ("xl/workbook.xml", '<w><a:absPath xmlns:a="a" url="{}"/><fileSharing userName="{}"/></w>'),
    ("xl/pivotCache/pivotCacheDefinition1.xml", '<x refreshedBy="{}"/>'),
    ("xl/connections.xml", '<x odcFile="{}"><dbPr connection="{}"/></x>'),
    ("word/settings.xml", '<s><mailMerge><connectString val="{}"/></mailMerge><attachedTemplate id="{}"/></s>'),
    ("word/settings.xml", '<s><x href="file:///C:/{}"/></s>'),
]
OPEN_NAMES = [
    ("content.xml", "<o><creator>{}</creator><y:initial-creator xmlns:y='m'>{}</y:initial-creator></o>"),
    ("Object 1/content.xml", "<o><m:creator-initials xmlns:m='d'>{}<b>{}</b></m:creator-initials></o>"),
    ("styles.xml", "<o><t:author-name xmlns:t='d'>{}</t:author-name></o>"),
    ("content.xml", '<o><a l:href="file:///{}" xmlns:l="l"/><a href="../../{}/plan.odt"/></o>'),
    ("settings.xml", "<s><c:i xmlns:c='c'/><config-item name='PrinterName'>{}</config-item></s>"),
    ("settings.xml", '<c:config-item xmlns:c="c" c:name="PrinterSetup">{}</c:config-item>'),
]  # fmt: skip


def clean(data: bytes) -> dict[str, bytes]:
    """All parts of what is kept, those of packages in it too."""
    return unpacked(cleaned(data, most_pixels=1_000_000).main)


def unpacked(data: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            found[name] = content = package.read(name)
            if content.startswith(b"PK\x03\x04"):
                found.update({f"{name}/{inner}": one for inner, one in unpacked(content).items()})
    return found


def mentions(parts: dict[str, bytes]) -> list[str]:
    texts = (MARKED, MARK.encode("utf-16-le"), MARK.encode("utf-16-be"))
    return [name for name, content in parts.items() if any(text in content for text in texts)]


def rels(*links: tuple[str, str, str], more: str = "") -> str:
    inside = "".join(
        f'<Relationship Id="{n}" Type="{REL}/{kind}" Target="{target}"{more}/>' for n, kind, target in links
    )
    return f'<Relationships xmlns="r">{inside}</Relationships>'


def open_document(**more: str | bytes) -> bytes:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>", "meta.xml": "<m/>"}
    return made.package(parts | more)  # type: ignore[operator]


@pytest.mark.parametrize("part", PARTS)
def test_parts_about_the_maker_are_gone_or_empty(part: str) -> None:
    found = clean(made.word(**{part: MARK}) if part.lower() != "docprops/core.xml" else office({part: MARK}))

    assert not mentions(found)


@pytest.mark.parametrize("part", OPEN_PARTS)
def test_parts_of_an_open_document_about_the_maker_are_gone_or_empty(part: str) -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>", part: MARK}

    assert not mentions(clean(made.package(parts)))


def office(parts: dict[str, str | bytes]) -> bytes:
    return made.package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"} | parts)


@pytest.mark.parametrize(("part", "xml"), NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_names_are_gone_from_tags(part: str, xml: str, encoding: str) -> None:
    parts = {"word/document.xml": "<d/>", "[Content_Types].xml": "<Types/>"}
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + xml.replace("{}", MARK)

    found = clean(made.package(parts | {part: text.encode(encoding)}))  # type: ignore[arg-type]

    assert not mentions(found)
    fromstring(found[part])
    # All attributes are still there.
    assert found[part].count(b"=") >= xml.count("=") - xml.count("val=") - xml.count(" id=")


@pytest.mark.parametrize(("part", "xml"), OPEN_NAMES)
def test_names_are_gone_from_an_open_document(part: str, xml: str) -> None:
    found = clean(open_document(**{part: xml.replace("{}", MARK)}))

    assert not mentions(found)
    fromstring(found[part])


def test_what_the_text_says_stays() -> None:
    text = 'Schrijf author="Jan" of &lt;author initials="J"&gt; in de kop. '

    assert b'author="Jan"' in clean(made.word(text))["word/document.xml"]
    assert 'initials="J"' in text_of(cleaned(made.word(text), most_pixels=1).main, DOCX.mime)


def test_what_a_table_is_called_stays() -> None:
    table = '<table name="T" displayName="Rooster" id="1"><x lastAuthor="n" author="Jan"/></table>'

    assert b'displayName="Rooster"' in clean(office({"xl/tables/table1.xml": table}))["xl/tables/table1.xml"]


def test_nothing_points_to_what_is_gone() -> None:
    root = rels(("rId1", "officeDocument", "word/document.xml"), ("rId2", "metadata/thumbnail", "docProps/thumb.jpeg"),
                ("rId3", "metadata/core-properties", "/eigen/kern.xml"))  # fmt: skip
    links = rels(("rId1", "customXml", "../customXml/item1.xml"), ("rId2", "styles", "styles.xml"),
                 ("rId3", "printerSettings", "anders/p1.bin"), ("rId9", "chart", "../CUSTOMXML/c.xml"))  # fmt: skip
    names = ("/word/styles.xml", "/customXml/item1.xml", "/Eigen/kern.xml")
    types = "".join(f'<Override PartName="{name}"></Override>' for name in names)
    body = '<d xmlns:r="r"><pg r:id="rId3" w="1"/><c r:id="rId9"/><s r:id="rId2"/></d>'
    found = clean(
        office({
            "[Content_Types].xml": f"<Types>{types}</Types>", "_rels/.rels": root, "word/_rels/document.xml.rels":
            links, "word/document.xml": body, "customXml/item1.xml": MARK, "customXml/_rels/item1.xml.rels": rels(),
            "word/styles.xml": "<s/>", "word/anders/p1.bin": MARK, "eigen/kern.xml": MARK, "docProps/thumb.jpeg": MARK,
        })
    )  # fmt: skip

    assert not mentions(found)
    assert sorted(found) == [
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/styles.xml"
    ]  # fmt: skip
    assert re.findall(b'Target="([^"]*)"', b"".join(found.values())) == [b"word/document.xml", b"styles.xml"]
    assert re.findall(b'PartName="([^"]*)"', b"".join(found.values())) == [b"/word/styles.xml"]
    assert found["word/document.xml"] == b'<d xmlns:r="r"><pg w="1"/><c/><s r:id="rId2"/></d>'


@pytest.mark.parametrize(
    ("kind", "target", "stays"),
    [
        ("hyperlink", f"file:///C:/{MARK}/plan.docx", False),
        ("hyperlink", f"FILE:///{MARK}", False),
        ("hyperlink", f"C:\\Users\\{MARK}\\plan.docx", False),
        ("image", f"\\\\server\\{MARK}\\foto.jpg", False),
        ("hyperlink", f"../{MARK}/plan.docx", False),
        ("attachedTemplate", f"https://example.org/{MARK}.dotm", False),
        ("mailMergeSource", f"https://example.org/{MARK}.xlsx", False),
        ("hyperlink", f"file&#58;///{MARK}", False),
        ("hyperlink", f"https://example.org/{MARK}", True),
        ("hyperlink", f"mailto:{MARK}@example.org", True),
        ("hyperlink", f"#{MARK}", True),
    ],
)
def test_links_to_places_on_a_computer_go(kind: str, target: str, stays: bool) -> None:
    click = '<a:hlinkClick r:id="rId5"><a:snd/></a:hlinkClick>'
    body = f'<w:d xmlns:w="w" xmlns:r="r"><w:hyperlink r:id="rId5"><w:t>plan</w:t></w:hyperlink>{click}</w:d>'
    links = rels(("rId5", kind, target), more=' TargetMode="External"')
    found = clean(office({"word/document.xml": body, "word/_rels/document.xml.rels": links}))

    assert bool(mentions(found)) is stays
    assert (b"rId5" in found["word/document.xml"]) is stays
    assert (b"hlinkClick" in found["word/document.xml"]) is stays
    assert b"plan" in found["word/document.xml"]


def test_a_sheet_keeps_what_it_read_from_another_workbook() -> None:
    sheet = '<s><c><f>SUM([1]Blad!A1)</f><v>3</v></c><c><f t="shared" si="0">[1]B!A2</f></c><c><f>A1+1</f></c></s>'
    books = '<externalReferences><externalReference r:id="rId1"/></externalReferences>'
    book = f'<w xmlns:r="r">{books}<definedName name="x">[1]Blad!$A$1</definedName></w>'
    found = clean(
        made.package({
            "[Content_Types].xml": "<Types/>", "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet,
            "xl/_rels/workbook.xml.rels": rels(("rId1", "externalLink", "externalLinks/externalLink1.xml")),
            "xl/externalLinks/externalLink1.xml": "<x/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels(("rId1", "externalLinkPath", f"file:///{MARK}.xlsx")),
        })
    )  # fmt: skip

    assert not mentions(found)
    assert found["xl/workbook.xml"] == b'<w xmlns:r="r"><definedName name="x">#REF!</definedName></w>'
    assert found["xl/worksheets/sheet1.xml"] == (
        b'<s><c><v>3</v></c><c><f t="shared" si="0">#REF!</f></c><c><f>A1+1</f></c></s>'
    )


def test_the_list_of_an_open_document_names_only_what_is_there() -> None:
    entries = "".join(
        f'<m:file-entry m:full-path="{name}"/>' for name in ("/", "content.xml", "Thumbnails/thumbnail.png")
    )
    found = clean(open_document(**{"META-INF/manifest.xml": f'<m:manifest xmlns:m="m">{entries}</m:manifest>',
                                   "Thumbnails/thumbnail.png": MARK}))  # fmt: skip

    assert re.findall(b'full-path="([^"]*)"', found["META-INF/manifest.xml"]) == [b"/", b"content.xml"]


def test_an_open_document_with_a_password_is_refused() -> None:
    manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'

    with pytest.raises(Refused, match="locked"):
        clean(open_document(**{"META-INF/manifest.xml": manifest}))


def marked_photo(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = MARK
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", MARK)
    text.add_itxt("XML:com.adobe.xmp", MARK)
    more = {"pnginfo": text} if kind == "PNG" else {"comment": MARK}
    picture = Image.effect_noise(size, 60).convert("RGB")
    return made.encoded(picture, kind, exif=exif, icc_profile=MARKED, **more) + MARKED


@pytest.mark.parametrize("part", ["word/media/image1.jpg", "Pictures/1.png", "ObjectReplacements/Object 1"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photos_lose_their_metadata_and_look_the_same(part: str, kind: str) -> None:
    data = marked_photo(kind)

    found = clean(office({part: data}))
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(found[part]))

    assert not mentions(found)
    assert after.format == kind
    assert after.tobytes() == before.tobytes()
    assert kind == "PNG" or after.getexif()[0x0112] == 6


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "P"), ("PNG", "LA"), ("JPEG", "CMYK"), ("JPEG", "L")])
def test_photos_of_every_kind_of_colours_stay_as_they_are(kind: str, mode: str) -> None:
    data = made.encoded(
        Image.effect_noise((40, 40), 60).convert(mode), kind, **({"progressive": True} if kind == "JPEG" else {})
    )

    assert Image.open(io.BytesIO(plain(data))).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_packages_in_packages_are_cleaned_too() -> None:
    sheet = made.package({
        "[Content_Types].xml": "<Types/>", "xl/workbook.xml": f'<a:absPath xmlns:a="a" url="{MARK}"/>',
        "docProps/core.xml": MARK, "xl/media/image1.jpeg": marked_photo("JPEG"),
    })  # fmt: skip
    found = clean(office({"word/embeddings/Blad.xlsx": sheet}))

    assert not mentions(found)
    assert "word/embeddings/Blad.xlsx/xl/workbook.xml" in found


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (office({"word/embeddings/x.docx": office({"word/embeddings/y.docx": office({})})}), "unknown"),
        (made.package({"brief.txt": MARK}), "unknown"),
        (office({"word/vbaProject.bin": "x"}), "macros"),
    ],
)
def test_packages_that_are_not_taken_are_not_taken_inside_either(inside: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        clean(office({"word/embeddings/x.docx": inside}))


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(Refused, match="broken"):
        clean(office({"word/Document.xml": "<d/>"}))


def test_a_part_without_a_name_is_refused() -> None:
    # zipfile reads a name as far as the first NUL.
    data = office({"Zz": "x"}).replace(b"Zz", b"\0z")

    with pytest.raises(Refused, match="broken"):
        clean(data)


PHOTO = marked_photo("JPEG", (9, 9))
RICH = office({
    "word/_rels/document.xml.rels": rels(("rId1", "customXml", "../customXml/item1.xml")), "docProps/core.xml": "<x/>",
    "word/comments.xml": '<w:comment w:author="Jan"/>', "word/media/1.jpg": PHOTO,
    "word/media/1.png": marked_photo("PNG", (9, 9)), "word/embeddings/x.docx": office({}),
})  # fmt: skip


@MANY
@given(st.sampled_from([RICH, made.open_document()]), st.data())
def test_damage_is_refused_or_survived(whole: bytes, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(3):
        damaged[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))

    text_of(bytes(damaged), DOCX.mime)
    with suppress(Refused):
        clean(bytes(damaged))


@MANY
@given(
    st.sampled_from(["word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "word/1.jpg"]),
    st.data(),
)
def test_damage_inside_is_refused_or_survived(part: str, data: st.DataObject) -> None:
    whole = bytearray(unpacked(RICH).get(part, PHOTO))
    for _ in range(3):
        whole[data.draw(st.integers(3, len(whole) - 1))] = data.draw(st.sampled_from(b"<>\"'/= !-?\0\xff\xd8\xd9\xe1x"))

    with suppress(Refused):
        clean(made.package({"word/document.xml": b"<d/>", "[Content_Types].xml": b"<Types/>"} | {part: bytes(whole)}))
