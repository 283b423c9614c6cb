package io.memberport.testing.database;

import io.memberport.testing.process.FileTree;
import io.memberport.testing.process.ServerProgram;
import io.memberport.testing.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL as it is run here. */
record PostgresProgram(Path directory, ServerUser user, Path home) implements ServerProgram {

    private static final int SHARED_MEMORY_LINE = 6;

    static PostgresProgram create(Path directory, String password) throws IOException {
        return create(directory, password, ServerUser.find(directory));
    }

    static PostgresProgram create(Path directory, String password, ServerUser user) throws IOException {
        PostgresProgram program = new PostgresProgram(directory, user, home(directory, user));
        program.initialize(password);
        return program;
    }

    /** The build directory may be where only its owner can go. Then the user gets programs of its own. */
    private static Path home(Path directory, ServerUser user) throws IOException {
        Path home = Binaries.of("postgres", new PostgresArchive());
        if (!user.canRun(home.resolve("bin/postgres"), directory)) {
            Path copy = directory.resolve("programs");
            FileTree.copy(home, copy);
            return copy;
        }
        return home;
    }

    private void initialize(String password) throws IOException {
        Path secret = directory.resolve("password");
        Files.writeString(secret, password);
        user.take(directory);
        Tool.run(
                user.command(
                        bin("initdb"),
                        "--pgdata=" + data(),
                        "--username=" + DatabaseServer.USER,
                        "--pwfile=" + secret,
                        "--auth=scram-sha-256",
                        // The password is random, and guessing it need not be slow; logging in need not either.
                        "--set=scram_iterations=16",
                        "--encoding=UTF8",
                        "--locale=C",
                        // Only a crash of the machine could show that it is not on the disk, and then no test looks.
                        "--no-sync",
                        "--no-instructions"),
                directory);
        Files.delete(secret);
    }

    @Override
    public List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>(user.command(bin("postgres"), "-D", data().toString()));
        List<String> all = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                // None, for the path could be too long.
                "unix_socket_directories=",
                // In the data directory, where it is deleted, and not limited to what containers have.
                "dynamic_shared_memory_type=mmap"));
        all.addAll(options);
        all.forEach(option -> command.addAll(List.of("-c", option)));
        return command;
    }

    @Override
    public String readySign() {
        return "database system is ready to accept connections";
    }

    /** At once, but after removing the shared memory. */
    @Override
    public String endSignal() {
        return "QUIT";
    }

    /** The shared memory, which outlives processes; the next start would remove it, but there is none. */
    @Override
    public void clearAfterKill() throws IOException {
        Path state = data().resolve("postmaster.pid");
        if (Files.exists(state)) {
            List<String> lines = Files.readAllLines(state);
            if (lines.size() > SHARED_MEMORY_LINE) {
                String[] keyAndId = lines.get(SHARED_MEMORY_LINE).strip().split(" +", 2);
                Tool.run(List.of("ipcrm", "-m", keyAndId[1]), directory);
            }
        }
    }

    private String bin(String program) {
        return home.resolve("bin").resolve(program).toString();
    }

    private Path data() {
        return directory.resolve("data");
    }
}
