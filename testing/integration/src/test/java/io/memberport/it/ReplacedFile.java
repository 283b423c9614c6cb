package io.memberport.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillTarget;
import io.memberport.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A file in a directory of its own that each commit replaces, as the tools of its readers see it: its bytes, and whether the manifest can be
 * relied on.
 */
final class ReplacedFile implements KillTarget {

    private static final Pattern CHECKSUM = Pattern.compile("\"crc32c\"\\s*:\\s*\"([0-9a-f]{8})\"");

    private final TargetFolder folder;
    private final Path file;
    private final Path manifest;

    /**
     * A target that does not exist yet.
     *
     * @param earlier a directory with the same file and its manifest as an earlier run has left them
     */
    ReplacedFile(Path directory, Path earlier, String name) {
        this.folder = new TargetFolder(directory, earlier);
        this.file = directory.resolve(name);
        this.manifest = directory.resolve(name + ".manifest.json");
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        folder.prepare(start);
    }

    @Override
    public String read() throws IOException {
        if (!Files.exists(file)) {
            requireNoManifest();
            return "no file";
        }
        byte[] bytes = Files.readAllBytes(file);
        requireManifestNotAhead(bytes);
        return bytes.length + " bytes with SHA-256 " + Sha256.of(bytes);
    }

    private void requireNoManifest() {
        if (Files.exists(manifest)) {
            throw new AssertionError("there is a manifest without a file");
        }
    }

    /** Killed between the two renamings, a run leaves a new file and the manifest as it was; never the other way round. */
    private void requireManifestNotAhead(byte[] data) throws IOException {
        if (!Files.exists(manifest)) {
            return;
        }
        String described = Files.readString(manifest, UTF_8);
        Path former = folder.earlier().resolve(manifest.getFileName());
        if (described.equals(Files.readString(former, UTF_8))) {
            return;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(data);
        String expected = HexFormat.of().toHexDigits((int) checksum.getValue());
        Matcher found = CHECKSUM.matcher(described);
        if (!found.find() || !found.group(1).equals(expected)) {
            throw new AssertionError("the manifest is neither the former one nor fits the file, whose checksum is "
                    + expected + ":\n" + described);
        }
    }

    @Override
    public List<String> leftovers() throws IOException {
        List<String> names = new ArrayList<>(folder.names());
        names.removeAll(List.of(String.valueOf(file.getFileName()), String.valueOf(manifest.getFileName())));
        return names;
    }
}
