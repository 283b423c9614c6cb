package io.memberport.sink.s3.erasure;

import io.memberport.model.Sha256;
import io.memberport.sink.s3.catalog.Manifest;
import io.memberport.sink.s3.store.Bucket;
import io.memberport.sink.s3.store.ObjectStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;

/** The bytes of a data file, of which it is known at their end whether they are those that were committed. */
final class VerifiedStream extends FilterInputStream {

    private final DigestInputStream digest;
    private final String expected;

    VerifiedStream(Bucket bucket, Manifest.File file) {
        this(
                new DigestInputStream(new ObjectStream(bucket, file.key(), file.sizeBytes()), Sha256.start()),
                file.sha256());
    }

    private VerifiedStream(DigestInputStream digest, String expected) {
        super(digest);
        this.digest = digest;
        this.expected = expected;
    }

    /** Reads what is left. */
    void verify() throws IOException {
        digest.transferTo(OutputStream.nullOutputStream());
        if (!HexFormat.of().formatHex(digest.getMessageDigest().digest()).equals(expected)) {
            throw new IOException("another checksum");
        }
    }
}
