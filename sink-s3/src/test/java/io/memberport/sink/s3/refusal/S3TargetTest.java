package io.memberport.sink.s3.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3TargetTest {

    @ParameterizedTest
    @CsvSource({
        "s3://lake/members/, lake, members/",
        "s3://lake/members, lake, members/",
        "s3://lake/a/b/c, lake, a/b/c/",
        "s3://lake, lake, ''",
        "s3://lake/, lake, ''",
        "S3://lake/x/, lake, x/"
    })
    void readsBucketAndPrefix(String target, String bucket, String prefix) {
        assertEquals(new S3Target(bucket, prefix), S3Target.parse(target));
    }

    @Test
    void saysItsNameInOneWay() {
        assertEquals(
                S3Target.parse("s3://lake/members/").toString(),
                S3Target.parse("s3://lake/members").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:",
                "s3://",
                "s3:///x",
                "s3:lake/x",
                "s3://lake//x",
                "s3://lake/../x",
                "s3://lake/./x",
                "s3://lake/a\tb"
            })
    void refusesWhatIsNoTarget(String target) {
        MemberportException failure = assertThrows(MemberportException.class, () -> S3Target.parse(target));

        assertEquals(FailureKind.CONFIGURATION, failure.kind());
        assertTrue(failure.toString().contains("s3://bucket/prefix/"), failure.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'s3://la\nke/x', 'has a control character in its bucket, as character 8'",
        "'s3://lake\r', 'has a control character in its bucket, as character 10'",
        "'s3://lake/a\tb', 'has a control character in its prefix, as character 12'",
    })
    void saysWhereAControlCharacterIs(String target, String words) {
        MemberportException failure = assertThrows(MemberportException.class, () -> S3Target.parse(target));

        assertTrue(failure.toString().contains(words), failure.toString());
        assertFalse(failure.toString().contains("\n"), failure.toString());
    }

    @Test
    void doesNotQuoteWhatMayBeAKey() {
        MemberportException failure =
                assertThrows(MemberportException.class, () -> S3Target.parse("s3://AKIAEXAMPLE:s3cr3t@lake/x"));

        assertFalse(failure.toString().contains("s3cr3t"));
        assertFalse(failure.toString().contains("AKIAEXAMPLE"));
    }
}
