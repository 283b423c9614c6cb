package io.memberport.sink.s3.refusal;

import org.jspecify.annotations.Nullable;

/** What the store is asked to do, and the right that this takes. */
public enum StoreCall {
    CONNECT("connect to", null),
    LIST("list", "s3:ListBucket"),
    LIST_UPLOADS("list the uploads of", "s3:ListBucketMultipartUploads"),
    READ("read %s of", "s3:GetObject"),
    LOOK("look for %s in", "s3:GetObject"),
    WRITE("write %s of", "s3:PutObject"),
    START("start an upload of %s to", "s3:PutObject"),
    COMPLETE("complete %s of", "s3:PutObject"),
    ABORT("abort an unfinished upload of %s to", "s3:AbortMultipartUpload"),
    DELETE("delete %s of", "s3:DeleteObject");

    private final String doing;
    private final @Nullable String right;

    StoreCall(String doing, @Nullable String right) {
        this.doing = doing;
        this.right = right;
    }

    /** As an infinitive, with the key of the object concerned. */
    String of(String key) {
        return doing.formatted(key);
    }

    /** The right in a policy, and on what it has to be granted; empty if it takes none. */
    String right(S3Target target) {
        if (right == null) {
            return "";
        }
        boolean ofBucket = this == LIST || this == LIST_UPLOADS;
        return right + " on arn:aws:s3:::" + target.bucket() + (ofBucket ? "" : "/" + target.prefix() + "*");
    }

    /** Whether the request has a body, which is what the newer checksums are about. */
    boolean sendsBody() {
        return this == WRITE;
    }
}
