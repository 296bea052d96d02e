"""The parts as a CycloneDX bill of materials: the same parts give the same bytes."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from ..here import RELEASE
from .parts import Part

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "mattebox")


def bill(parts: Sequence[Part], sha256: Mapping[str, str]) -> str:
    """JSON (CycloneDX 1.6): every part, and every shipped file that is one or is made of some.

    Args:
        parts: in any order.
        sha256: of the shipped files, by their paths in dist/.
    """
    licences = LicenseFactory()
    ordered = sorted(parts, key=lambda part: (part.name, part.origin))
    identity = hashlib.sha256(repr((ordered, sorted(sha256.items()))).encode()).hexdigest()
    about = Component(name="mattebox", version=RELEASE, type=ComponentType.APPLICATION, bom_ref="mattebox")
    about.licenses.add(licences.make_from_string("MIT"))
    bom = Bom(serial_number=uuid.uuid5(NAMESPACE, identity), metadata=BomMetaData(component=about))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # it would differ each time

    made_of: dict[str, list[tuple[Part, Component]]] = {}
    for part in ordered:
        component = Component(
            name=part.name,
            version=part.version,
            type=ComponentType(part.kind),
            bom_ref=part.origin,
            purl=PackageURL.from_string(part.origin),
            description=part.note or None,
            licenses=[licences.make_from_string(part.licence)],
            hashes=[HashType(alg=HashAlgorithm(name), content=value) for name, value in part.hashes.items()],
        )
        bom.components.add(component)
        for path in part.files:
            made_of.setdefault(path, []).append((part, component))
    for path, made in sorted(made_of.items()):
        own, components = zip(*made, strict=True)
        file = Component(
            name=path,
            version=components[0].version if len(components) == 1 else None,
            type=ComponentType.FILE,
            bom_ref=f"file:{path}",
            licenses=[licences.make_from_string(" AND ".join(sorted({part.licence for part in own})))],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha256[path])],
        )
        bom.components.add(file)
        bom.register_dependency(file, components)
        bom.register_dependency(about, [file])
    return make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1) + "\n"
