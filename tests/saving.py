"""Documents for tests: PDFs made byte by byte."""

import re
import zlib


def make_pdf(*pages, info=b""):
    """A PDF with a text layer: each page is a list of printed lines."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        written = b" T* ".join(
            b"(%s) Tj" % line.replace("(", r"\(").replace(")", r"\)").encode("latin-1") for line in lines
        )
        parts.append(stream(b"BT /F1 12 Tf 14 TL 72 720 Td " + written + b" ET"))
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(parts)
        )
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return join_parts([*parts, b"<< %s >>" % info])


def stream(data):
    """A packed stream."""
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def join_parts(parts):
    """The objects of a PDF with its table of contents; the last one is its properties."""
    raw, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return raw + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(parts) + 1, rows, len(parts) + 1, len(parts), len(raw))
    )


def draw_pdf(*pages):
    """A PDF of pages that are lists of (x, y, size, line): type at a place, in points from the left and the foot."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        written = b" ".join(
            b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size, x, y, re.sub(rb"([()\\])", rb"\\\1", line.encode("cp1252")))
            for x, y, size, line in page
        )
        parts.append(stream(b"BT " + written + b" ET"))
        kids.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(parts)
        )
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return join_parts([*parts, b"<< >>"])
