package io.memberport.sink.s3.erasure;

import io.memberport.sink.s3.catalog.ExportFolder;
import io.memberport.sink.s3.catalog.Manifest;

/** An export that lies at the target, whether {@code _latest.json} names it or not. */
record StoredExport(ExportFolder folder, Manifest manifest) {

    /** Of its manifest, which identifies it: what it describes never changes. */
    String key() {
        return folder.manifest(manifest.run());
    }
}
