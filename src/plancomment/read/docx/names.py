"""The names that a Word file uses, in the transitional namespaces; strict ones are renamed when a part is opened."""

__all__ = ["CHART", "DIAGRAM", "DRAWING", "MATH", "MC", "PLACING", "STRICT", "VML", "R", "W"]

_OFFICE = "http://schemas.openxmlformats.org"

W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
DRAWING = f"{{{_OFFICE}/drawingml/2006/main}}"
PLACING = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
CHART = f"{{{_OFFICE}/drawingml/2006/chart}}"
DIAGRAM = f"{{{_OFFICE}/drawingml/2006/diagram}}"
MATH = f"{{{_OFFICE}/officeDocument/2006/math}}"
MC = f"{{{_OFFICE}/markup-compatibility/2006}}"
VML = "{urn:schemas-microsoft-com:vml}"

_ISO = "http://purl.oclc.org/ooxml"

#: The namespaces of ISO/IEC 29500 strict, and the transitional ones of the same meaning.
STRICT = {
    f"{{{_ISO}/wordprocessingml/main}}": W,
    f"{{{_ISO}/officeDocument/relationships}}": R,
    f"{{{_ISO}/drawingml/main}}": DRAWING,
    f"{{{_ISO}/drawingml/wordprocessingDrawing}}": PLACING,
    f"{{{_ISO}/drawingml/chart}}": CHART,
    f"{{{_ISO}/drawingml/diagram}}": DIAGRAM,
    f"{{{_ISO}/officeDocument/math}}": MATH,
}
