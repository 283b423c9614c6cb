package io.memberport.it;

import io.memberport.it.kill.InitialContent;
import io.memberport.it.kill.KillTarget;
import io.memberport.model.Sha256;
import io.memberport.simulator.AlidaSimulator;
import io.memberport.simulator.ReceivedRequest;
import io.memberport.simulator.Resource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The file of a download in a folder of its own. What a killed one leaves beside it is looked at, too: it must be for this
 * user alone, and what is said of it must be true. Also remembers what the store was asked for by each run that brought a
 * download to its end.
 */
final class DownloadTarget implements KillTarget {

    private static final String NAME = "export.json";

    private final TargetFolder folder;
    private final AlidaSimulator simulator;
    private final List<List<ReceivedRequest>> completions = new ArrayList<>();
    private List<ReceivedRequest> lastRun = List.of();
    private int requestsSeen;

    /**
     * A file that does not exist yet.
     *
     * @param earlier a directory with another file of the same name
     */
    DownloadTarget(Path directory, Path earlier, AlidaSimulator simulator) {
        this.folder = new TargetFolder(directory, earlier);
        this.simulator = simulator;
    }

    AlidaSimulator simulator() {
        return simulator;
    }

    Path file() {
        return folder.path().resolve(NAME);
    }

    /** What the store was asked for by those runs after which the target had to be clean, in their order. */
    List<List<ReceivedRequest>> completions() {
        return completions;
    }

    @Override
    public void prepare(InitialContent start) throws IOException {
        folder.prepare(start);
    }

    @Override
    public String read() throws IOException {
        List<ReceivedRequest> all = simulator.requests();
        List<ReceivedRequest> since = all.subList(requestsSeen, all.size());
        if (!since.isEmpty()) {
            lastRun = since.stream()
                    .filter(request -> request.resource() == Resource.OBJECT)
                    .toList();
        }
        requestsSeen = all.size();
        requirePrivacy();
        requireTrueState();
        return Files.exists(file()) ? "SHA-256 " + Sha256.of(Files.readAllBytes(file())) : "no file";
    }

    private void requirePrivacy() throws IOException {
        for (String name : leftovers(folder)) {
            String rights = PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(folder.path().resolve(name)));
            if (!rights.equals("rw-------")) {
                throw new AssertionError(name + " has the rights " + rights);
            }
        }
    }

    /** The state may be of less than is here, but not of other bytes. */
    private void requireTrueState() throws IOException {
        Path state = folder.path().resolve(NAME + ".part.state");
        Path part = folder.path().resolve(NAME + ".part");
        if (!Files.exists(state) || !Files.exists(part)) {
            return;
        }
        Properties said = new Properties();
        try (Reader reader = Files.newBufferedReader(state)) {
            said.load(reader);
        }
        byte[] bytes = Files.readAllBytes(part);
        int received = Integer.parseInt(said.getProperty("received-bytes", "-1"));
        if (received > bytes.length
                || !Sha256.of(Arrays.copyOf(bytes, received)).equals(said.getProperty("sha256"))) {
            throw new AssertionError("of " + bytes.length + " bytes that are here the state says: " + said);
        }
    }

    @Override
    public List<String> leftovers() throws IOException {
        completions.add(lastRun);
        return leftovers(folder);
    }

    private static List<String> leftovers(TargetFolder folder) throws IOException {
        return folder.names().stream().filter(name -> !name.equals(NAME)).toList();
    }
}
