"""Writes what is inside the program as CycloneDX 1.5 JSON: what was linked in, and what it needs from the system.

usage: python3 sbom.py PROGRAM VERSION DEPENDS   (DEPENDS as in the package's control file)
"""
import hashlib
import json
import re
import subprocess
import sys


def main():
    program, version, depends = sys.argv[1:4]
    with open(program, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Swift version (\S+)", swift)
    inside = [
        ("swift-runtime", "Apache-2.0 WITH Swift-exception"),
        ("swift-corelibs-foundation", "Apache-2.0 WITH Swift-exception"),
        ("swift-corelibs-libdispatch", "Apache-2.0 WITH Swift-exception"),
        ("swift-foundation-icu", "Unicode-3.0"),
    ]
    components = [
        {"type": "library", "name": name, "version": found.group(1) if found else "unknown",
         "scope": "required", "licenses": [{"expression": licence}],
         "properties": [{"name": "tram:linked", "value": "statically"}]}
        for name, licence in inside
    ]
    for part in depends.split(","):
        name, _, least = part.strip().partition(" ")
        components.append({
            "type": "library", "name": name, "version": least.strip("() ") or "any", "scope": "required",
            "properties": [{"name": "tram:linked", "value": "from the system, kept up to date by it"}]})
    print(json.dumps({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {
            "type": "application", "name": "tram", "version": version,
            "licenses": [{"expression": "Apache-2.0"}],
            "hashes": [{"alg": "SHA-256", "content": digest}]}},
        "components": components,
    }, indent=2, ensure_ascii=False))


main()
