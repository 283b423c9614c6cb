package io.memberport.cli.doctor;

import io.memberport.cli.file.FoundFile;
import io.memberport.cli.settings.OptionNames;
import io.memberport.cli.settings.SecretSource;
import io.memberport.cli.settings.Setting;
import io.memberport.cli.settings.Settings;
import io.memberport.cli.terminal.Printable;
import io.memberport.port.MemberSinkProvider;
import io.memberport.port.SinkOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks whether files that hold secrets can be read by other users of the machine. Reads none of them. */
record SecretCheckup(Settings settings, Checkup checkup) {

    private static final String SECRETS = "secrets";

    /**
     * Looks at the files of all secrets that a run would use.
     *
     * @param sinks those that targets go to
     */
    void look(List<MemberSinkProvider> sinks) {
        Set<Path> files = new TreeSet<>();
        Stream.concat(
                        Arrays.stream(Setting.values())
                                .filter(Setting::isSecret)
                                .map(settings::secretSource),
                        sinks.stream().flatMap(this::ofOptions))
                .flatMap(Optional::stream)
                .forEach(secret -> files.addAll(secret.files(settings.path())));
        files.stream()
                .filter(SecretCheckup::isReadByOthers)
                .forEach(file -> checkup.add(Check.warning(
                        SECRETS,
                        file.toString(),
                        "Holds a secret, and other users of this machine can read it. Remove their right to read "
                                + "it: chmod go-r "
                                + Printable.shellWord(file.toString()))));
    }

    private Stream<Optional<SecretSource>> ofOptions(MemberSinkProvider sink) {
        return sink.options().stream()
                .filter(SinkOption::secret)
                .map(option -> settings.secretSource(new OptionNames(sink.scheme(), option.name())));
    }

    private static boolean isReadByOthers(Path file) {
        if (!Files.isRegularFile(file)
                || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        try {
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            return attributes.permissions().contains(PosixFilePermission.OTHERS_READ)
                    || (attributes.permissions().contains(PosixFilePermission.GROUP_READ)
                            && !FoundFile.isGroupOfOwnerAlone(attributes));
        } catch (IOException unreadable) {
            return false; // Which is told where the secret itself is read.
        }
    }
}
