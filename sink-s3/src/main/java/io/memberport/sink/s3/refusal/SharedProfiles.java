package io.memberport.sink.s3.refusal;

import static io.memberport.error.FailureKind.CONFIGURATION;
import static software.amazon.awssdk.profiles.ProfileProperty.AWS_ACCESS_KEY_ID;
import static software.amazon.awssdk.profiles.ProfileProperty.AWS_SECRET_ACCESS_KEY;
import static software.amazon.awssdk.profiles.ProfileProperty.CREDENTIAL_PROCESS;
import static software.amazon.awssdk.profiles.ProfileProperty.CREDENTIAL_SOURCE;
import static software.amazon.awssdk.profiles.ProfileProperty.LOGIN_SESSION;
import static software.amazon.awssdk.profiles.ProfileProperty.ROLE_ARN;
import static software.amazon.awssdk.profiles.ProfileProperty.SOURCE_PROFILE;

import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * The two files of profiles that all programs of AWS share, and why a profile in them gives no credentials. The SDK skips a file
 * that it cannot open, and does not say which file is damaged.
 *
 * @param chosen the profile of the option; null for that of AWS_PROFILE, or the default one
 * @param files those that the SDK reads
 */
public record SharedProfiles(@Nullable String chosen, List<SharedFile> files) {

    private static final Pattern LINE = Pattern.compile("\\bline ([0-9]+)");

    /**
     * @param variable the variable that can name another path
     */
    record SharedFile(ProfileFile.Type type, String variable, Path path) {

        @Override
        public String toString() {
            return path + " (" + variable + ")";
        }

        private boolean isOpen() {
            return Files.isRegularFile(path) && Files.isReadable(path);
        }

        private ProfileFile read() {
            return ProfileFile.builder().type(type).content(path).build();
        }
    }

    public SharedProfiles {
        files = List.copyOf(files);
    }

    /** Those of this process. */
    public static SharedProfiles ofProcess(@Nullable String chosen) {
        return new SharedProfiles(
                chosen,
                List.of(
                        new SharedFile(
                                ProfileFile.Type.CREDENTIALS,
                                "AWS_SHARED_CREDENTIALS_FILE",
                                ProfileFileLocation.credentialsFilePath()),
                        new SharedFile(
                                ProfileFile.Type.CONFIGURATION,
                                "AWS_CONFIG_FILE",
                                ProfileFileLocation.configurationFilePath())));
    }

    /**
     * Makes sure that the files can be understood, which the SDK needs whatever else has the credentials.
     *
     * @throws MemberportException of kind CONFIGURATION, without a line of the file, which may be a secret
     */
    public void requireReadable() {
        for (SharedFile file : files) {
            if (file.isOpen()) {
                try {
                    file.read();
                } catch (RuntimeException damaged) {
                    throw new MemberportException(
                            CONFIGURATION,
                            "The file " + file + " is not a file of AWS profiles"
                                    + lineIn(damaged)
                                    + ". Correct it: it has [headings] with NAME = VALUE below them. Or name"
                                    + " another file with " + file.variable() + ".");
                }
            }
        }
    }

    private static String lineIn(RuntimeException damaged) {
        Matcher line = LINE.matcher(String.valueOf(damaged.getMessage()));
        return line.find() ? ", see its line " + line.group(1) : "";
    }

    /** Why the profile gives no credentials; empty if no profile was asked for, and there is none. */
    Optional<StoreSilence> problem() {
        for (SharedFile file : files) {
            if (file.isOpen() && file.read().profile(name()).isPresent()) {
                return Optional.of(ofProfile(file, merged()));
            }
        }
        Optional<StoreSilence> closed = files.stream()
                .filter(file -> Files.exists(file.path()) && !file.isOpen())
                .map(SharedProfiles::ofClosed)
                .findFirst();
        return closed.isPresent() || origin().isEmpty() ? closed : Optional.of(ofUnknownProfile());
    }

    private Map<String, String> merged() {
        ProfileFile.Aggregator all = ProfileFile.aggregator();
        files.stream().filter(SharedFile::isOpen).forEach(file -> all.addFile(file.read()));
        return all.build().profile(name()).orElseThrow().properties();
    }

    private String name() {
        return chosen != null
                ? chosen
                : ProfileFileSystemSetting.AWS_PROFILE.getStringValue().orElse("default");
    }

    /** What has chosen the profile; empty for the default one. */
    private String origin() {
        return chosen != null ? "the option s3.profile" : name().equals("default") ? "" : "AWS_PROFILE";
    }

    private static StoreSilence ofClosed(SharedFile file) {
        boolean isFile = Files.isRegularFile(file.path());
        return problem(
                "No credentials were found, and the file " + file
                        + (isFile ? " may not be read by this user." : " is not a regular file."),
                (isFile ? "Change its permissions" : "Put a file of profiles there")
                        + ", name another file with " + file.variable()
                        + ", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }

    private StoreSilence ofUnknownProfile() {
        return problem(
                "No credentials were found: there is no profile '" + name() + "', which " + origin() + " names, in "
                        + files.get(0) + " or " + files.get(1) + ".",
                "Correct " + origin() + ", or add the profile; in the second file its heading is [profile " + name()
                        + "].");
    }

    private StoreSilence ofProfile(SharedFile file, Map<String, String> properties) {
        String profile = "The profile '" + name() + "' in " + file;
        if (properties.keySet().stream().anyMatch(property -> property.startsWith("sso_"))) {
            return ofSignIn(profile, "by SSO", "sso");
        }
        if (properties.containsKey(LOGIN_SESSION)) {
            return ofSignIn(profile, "by aws login", "signin");
        }
        if (properties.containsKey(ROLE_ARN)) {
            return ofRole(profile, properties);
        }
        if (properties.containsKey(CREDENTIAL_PROCESS)) {
            return problem(
                    profile + " gives no credentials: the program of its credential_process fails or is not there.",
                    "Run that program yourself to see why, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
        }
        boolean isHalf = properties.containsKey(AWS_ACCESS_KEY_ID) || properties.containsKey(AWS_SECRET_ACCESS_KEY);
        return problem(
                profile + (isHalf ? " has only one half of a key." : " has no credentials."),
                "Give it aws_access_key_id and aws_secret_access_key, or choose a profile with the option s3.profile.");
    }

    private StoreSilence ofSignIn(String profile, String how, String module) {
        String export = "eval \"$(aws configure export-credentials --profile " + name() + " --format env)\"";
        return has("software.amazon.awssdk.services." + module + ".model.ResourceNotFoundException")
                ? problem(profile + " signs in " + how + ", which gives no credentials now.", "Sign in again.")
                : problem(
                        profile + " signs in " + how + ", which is not supported: the module " + module
                                + " of the AWS SDK is not on the class path.",
                        "Sign in with the command line of AWS, and put the credentials into the environment: " + export
                                + ".");
    }

    private static boolean has(String type) {
        try {
            Class.forName(type, false, SharedProfiles.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private StoreSilence ofRole(String profile, Map<String, String> properties) {
        String source = properties.get(SOURCE_PROFILE);
        if (source == null && !properties.containsKey(CREDENTIAL_SOURCE)) {
            return problem(
                    profile + " has role_arn without source_profile or credential_source.",
                    "Add the one that has the credentials which may assume the role.");
        }
        if (source != null && !hasProfile(source)) {
            return problem(
                    profile + " has a source_profile, '" + source + "', that is in neither file.",
                    "Correct source_profile, or add that profile.");
        }
        return problem(
                profile + " gives no credentials: its role cannot be assumed with those of its "
                        + Objects.requireNonNullElse(source, "credential_source") + ".",
                "Check these, role_arn and a region in the profile; with the option s3.assume-role in place of role_arn,"
                        + " the refusal is shown.");
    }

    private boolean hasProfile(String source) {
        return files.stream()
                .filter(SharedFile::isOpen)
                .anyMatch(file -> file.read().profile(source).isPresent());
    }

    private static StoreSilence problem(String what, String next) {
        return new StoreSilence(CONFIGURATION, what, next);
    }
}
