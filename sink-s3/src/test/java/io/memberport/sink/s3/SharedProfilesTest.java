package io.memberport.sink.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.sink.s3.http.StoreBounds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check says of files of profiles that give no credentials, before anything is sent. */
class SharedProfilesTest {

    private static final String CANARY = "canary-of-a-key";
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Map<String, @Nullable String> before = new HashMap<>();
    private Path credentials = Path.of("");
    private Path config = Path.of("");

    /** The SDK's properties, which beat the environment. */
    @BeforeEach
    void nameTheFiles() {
        credentials = directory.resolve("credentials");
        config = directory.resolve("config");
        set("aws.sharedCredentialsFile", credentials.toString());
        set("aws.configFile", config.toString());
    }

    private void set(String property, String value) {
        before.put(property, System.setProperty(property, value));
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    private String refusal(@Nullable String profile) {
        // Nothing listens there: a request would fail, too, but in another way.
        try (S3MemberSink sink = S3MemberSink.to("s3://lake/members/")
                .endpoint(URI.create("http://127.0.0.1:1"))
                .pathStyle(true)
                .profile(profile)
                .bounds(new StoreBounds(LONG, LONG, LONG, LONG, LONG, 1))
                .build()) {
            MemberportException failure = assertThrows(MemberportException.class, sink::check);
            assertEquals(FailureKind.CONFIGURATION, failure.kind(), failure::toString);
            assertFalse(failure.toString().contains(CANARY), failure::toString);
            return failure.toString();
        }
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage " + CANARY, "[default\nkey = " + CANARY, "[default]\n" + CANARY, "a = " + CANARY})
    void areRefusedWithTheFileAndTheLineIfTheyAreDamaged(String text) throws IOException {
        Files.writeString(credentials, text);
        assertSays(
                refusal(null),
                "The file " + credentials + " (AWS_SHARED_CREDENTIALS_FILE)",
                " is not a file of AWS profiles",
                ", see its line ",
                "Or name another file with AWS_SHARED_CREDENTIALS_FILE.");

        Files.delete(credentials);
        Files.writeString(config, text);
        assertSays(
                refusal(null), "The file " + config + " (AWS_CONFIG_FILE)", "name another file with AWS_CONFIG_FILE");
    }

    @Test
    void areNamedIfTheyAreDirectories() throws IOException {
        Files.createDirectory(credentials);

        assertSays(
                refusal(null),
                "No credentials were found, and the file " + credentials,
                " is not a regular file.",
                "Put a file of profiles there");
    }

    @Test
    void areNamedIfTheyMayNotBeRead() throws IOException {
        Files.writeString(credentials, "[default]\n");
        assumeTrue(credentials.getFileSystem().supportedFileAttributeViews().contains("posix"), "POSIX's permissions");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("---------"));
        assumeTrue(!Files.isReadable(credentials), "the administrator may read everything");

        assertSays(refusal(null), " may not be read by this user.", "Change its permissions");
    }

    @Test
    void areNamedIfTheyDoNotHaveTheProfileOfTheVariable() throws IOException {
        set("aws.profile", "nightly");
        Files.writeString(credentials, "[other]\naws_access_key_id = a\naws_secret_access_key = b\n");
        // Not with the word that this file's headings have.
        Files.writeString(config, "[nightly]\nregion = eu-west-1\n");

        assertSays(
                refusal(null),
                "there is no profile 'nightly', which AWS_PROFILE names, in " + credentials,
                "Correct AWS_PROFILE, or add the profile; in the second file its heading is [profile nightly].");
    }

    @Test
    void areNamedIfTheyDoNotHaveTheProfileOfTheOption() {
        assertSays(refusal("nightly"), "there is no profile 'nightly', which the option s3.profile names, in ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_access_key_id = a | has only one half of a key. | Give it aws_access_key_id and",
                "region = eu-west-1 | has no credentials. | choose a profile with the option s3.profile.",
                "sso_session = s | signs in by SSO, which is not supported: the module sso | put the credentials into the",
                "login_session = s | signs in by aws login, which is not supported | put the credentials into the",
                "credential_process = /no/such/program | gives no credentials: the program of its credential_process"
                        + " | Run that program yourself",
                "role_arn = arn:aws:iam::1:role/r | has role_arn without source_profile or credential_source. | Add the",
                "role_arn = arn:aws:iam::1:role/r;source_profile = nobody | has a source_profile, 'nobody', that is in"
                        + " | Correct source_profile, or add that profile.",
                "role_arn = arn:aws:iam::1:role/r;credential_source = Environment | its role cannot be assumed | with"
                        + " the option s3.assume-role in place of role_arn"
            })
    void sayWhyAProfileGivesNoCredentials(String lines, String what, String next) throws IOException {
        Files.writeString(config, "[default]\n" + lines.replace(';', '\n') + "\n");

        assertSays(refusal(null), "The profile 'default' in " + config, what, next);
    }
}
