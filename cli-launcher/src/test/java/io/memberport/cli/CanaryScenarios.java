package io.memberport.cli;

import io.memberport.cli.CanaryAlida.Brought;
import io.memberport.cli.CanaryAlida.Place;
import io.memberport.cli.CanaryScenario.End;
import io.memberport.testing.database.PostgresServer;
import io.memberport.testing.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every command, every exit code, and every way to come to it that has something to hide. */
final class CanaryScenarios {

    private static final Brought[] ALL_OF_THE_WAY = {
        Brought.CREDENTIALS, Brought.API_KEY, Brought.TOKEN, Brought.SIGNED_LINK
    };
    private static final Brought[] UP_TO_THE_API = {Brought.CREDENTIALS, Brought.API_KEY, Brought.TOKEN};
    private static final Brought[] THE_CREDENTIALS = {Brought.CREDENTIALS, Brought.API_KEY};
    private static final String TO_BUCKET = to("panel-bucket", "{store}");
    /** Of each way to fail one that quotes much. */
    private static final Set<String> ALSO_AS_JSON = Set.of(
            "the API is broken",
            "no token",
            "no export",
            "the export fails",
            "a value in place of a link",
            "a store that refuses the link",
            "a file that is malformed",
            "a page in place of a file");

    private static final Path FULL_DEVICE = Path.of("/dev/full");
    private static final int BEYOND_A_CHECKPOINT = 17 << 20;

    private CanaryScenarios() {}

    /**
     * Those that take longest come first.
     *
     * @param directory for what several of them share
     */
    static List<CanaryScenario> all(Path directory) throws IOException {
        List<CanaryScenario> mistakes = mistakes(directory.resolve("plugins"));
        return Stream.of(
                        network(), success(), mistakes, usage(), access(), answers(), content(), targets(), ends(),
                        asJson())
                .flatMap(List::stream)
                .toList();
    }

    private static List<CanaryScenario> asJson() {
        List<CanaryScenario> all = Stream.of(network(), access(), answers(), content())
                .flatMap(List::stream)
                .filter(scenario -> ALSO_AS_JSON.contains(scenario.name))
                .map(CanaryScenario::loggingJson)
                .collect(Collectors.toCollection(ArrayList::new));
        if (all.size() != ALSO_AS_JSON.size()) {
            throw new AssertionError("only " + all);
        }
        all.add(valueThatH2Quotes().loggingJson());
        all.add(export(0, "a wide file", "--option layout=wide")
                .brings(ALL_OF_THE_WAY)
                .holds("members.csv")
                .loggingJson());
        all.add(export(
                        0,
                        "receivers that refuse what they are told",
                        "--metrics-file runs.prom --otlp-endpoint {store}/panel-bucket"
                                + " --notify-url {store}/panel-bucket/hook")
                .with("MEMBERPORT_NOTIFY_KEY", "canary-key")
                .when(alida -> alida.reply(Place.UPLOAD, CanaryAlida.bucketRefusal()))
                .brings(ALL_OF_THE_WAY)
                .says("Could not post the metrics")
                .says("Could not post the notification")
                .holds("members.csv")
                .loggingJson());
        return all;
    }

    private static CanaryScenario export(int exitCode, String name) {
        return CanaryScenario.of(exitCode, name, "export --to members.csv");
    }

    private static CanaryScenario export(int exitCode, String name, String more) {
        return CanaryScenario.of(exitCode, name, "export --to members.csv " + more);
    }

    private static String to(String bucket, String endpoint) {
        return "--to s3://" + bucket + "/panel/ --option endpoint=" + endpoint + " --option path-style=true";
    }

    private static List<CanaryScenario> network() {
        CanaryReply broken = CanaryReply.file(Canary.EXPORT).breakingAfter(Canary.HALF.length());
        return List.of(
                export(7, "the network is lost in the middle of the file, again and again")
                        .when(alida -> alida.reply(Place.OBJECT, broken, broken.breakingAfter(0)))
                        .brings(ALL_OF_THE_WAY)
                        .says("interrupted"),
                export(6, "the network is lost in the middle of the file, and then the link is refused")
                        .when(alida -> alida.reply(Place.OBJECT, broken, CanaryAlida.bucketRefusal()))
                        .brings(ALL_OF_THE_WAY)
                        .says("does not accept the download link"),
                export(6, "nothing listens at the address of the API")
                        .with("MEMBERPORT_API_URL", "http://127.0.0.1:1")
                        .says("Check the network"),
                export(6, "the API is broken")
                        .when(alida ->
                                alida.reply(Place.STATUS, alida.refusal(500).with("Retry-After", "0")))
                        .brings(UP_TO_THE_API)
                        .says("answered with status 500"));
    }

    private static List<CanaryScenario> success() {
        ObjectStore store = ObjectStore.shared();
        return List.of(
                export(0, "a wide file", "--option layout=wide")
                        .brings(ALL_OF_THE_WAY)
                        .holds("members.csv"),
                CanaryScenario.of(0, "a database with a password", "export --to jdbc:h2:./members")
                        .brings(ALL_OF_THE_WAY)
                        .holds("members.mv.db"),
                CanaryScenario.of(
                                0,
                                "a bucket",
                                "export "
                                        + to(
                                                store.createBucket(),
                                                store.endpoint().toString()))
                        .with("AWS_ACCESS_KEY_ID", store.accessKey())
                        .with("AWS_SECRET_ACCESS_KEY", store.secretKey())
                        .with("AWS_SESSION_TOKEN", "")
                        .hides(store.accessKey(), store.secretKey())
                        .brings(ALL_OF_THE_WAY)
                        .says(": written, 2 rows"),
                export(0, "secrets in files")
                        .with("MEMBERPORT_CLIENT_ID", "")
                        .with("MEMBERPORT_CLIENT_SECRET", "")
                        .with("MEMBERPORT_API_KEY", "")
                        .with("MEMBERPORT_API_KEY_FILE", "key.txt")
                        .secretFile("key.txt", Canary.API_KEY + "\n")
                        .secretFile("secret.txt", Canary.CLIENT_SECRET)
                        .secretFile(
                                "memberport.yaml",
                                "client-id: " + Canary.CLIENT_ID + "\nclient-secret-file: secret.txt\n")
                        .brings(ALL_OF_THE_WAY)
                        .holds("members.csv"),
                CanaryScenario.of(0, "a job with secrets of its own", "run acme")
                        .with("MEMBERPORT_CLIENT_ID", "")
                        .with("MEMBERPORT_CLIENT_SECRET", "")
                        .with("ACME_ID", Canary.CLIENT_ID)
                        .secretFile("secret.txt", Canary.CLIENT_SECRET)
                        .file(
                                "memberport.yaml",
                                "jobs: {acme: {client-id-env: ACME_ID, client-secret-file: secret.txt, to: members.csv}}")
                        .brings(ALL_OF_THE_WAY)
                        .holds("members.csv"),
                CanaryScenario.of(0, "the status", "status batch-1")
                        .when(CanaryScenarios::withoutUser)
                        .brings(UP_TO_THE_API),
                export(0, "values in place of dates", "--option layout=wide")
                        .when(CanaryScenarios::withoutDates)
                        .brings(ALL_OF_THE_WAY)
                        .says("The exportDate of the export batch-1 is not a date-time")
                        .says("The lastSyncDate of the export batch-1 is not a date-time")
                        .holds("members.csv"),
                CanaryScenario.of(0, "waiting", "wait batch-1")
                        .when(CanaryScenarios::withoutUser)
                        .brings(UP_TO_THE_API),
                CanaryScenario.of(0, "a raw file", "download batch-1 --file export.json")
                        .brings(ALL_OF_THE_WAY)
                        .holds("export.json"),
                CanaryScenario.of(0, "a file that is here", "load export.json --to members.csv")
                        .secretFile("export.json", Canary.EXPORT)
                        .holds("members.csv"),
                CanaryScenario.of(8, "a text too long for a cell", "load export.json --to members.xlsx")
                        .secretFile("export.json", Canary.EXPORT.replace(Canary.VALUE, Canary.VALUE.repeat(4_000)))
                        .says("a text of more than 32767 characters"),
                CanaryScenario.of(0, "looking into a file", "inspect export.json")
                        .secretFile("export.json", Canary.EXPORT),
                profile("a page", "--html page.html"),
                profile("a profile as JSON", "--output json"),
                profile("a dictionary", "--output markdown --to members.csv --option layout=wide"),
                profile("a dictionary as CSV", "--output csv"),
                CanaryScenario.of(0, "a page of an export at Alida", "profile --batch-id batch-1 --html page.html")
                        .brings(ALL_OF_THE_WAY),
                CanaryScenario.of(0, "looking at everything", "doctor --to members.csv --to jdbc:h2:./members")
                        .when(alida -> alida.reply(Place.STATUS, alida.refusal(404)))
                        .brings(UP_TO_THE_API),
                CanaryScenario.of(0, "the tables", "ddl --to jdbc:postgresql://127.0.0.1:1/members"),
                CanaryScenario.of(0, "the sinks", "sinks"),
                CanaryScenario.of(0, "the demonstration", "demo --members 20 --to demo.csv")
                        .hidesWhatIsIn(directory -> firstColumn(directory.resolve("demo.csv")))
                        .writes("demo.csv"));
    }

    /** Of a file of two members, each of which is named if that can be. */
    private static CanaryScenario profile(String name, String more) {
        return CanaryScenario.of(0, name, "profile export.json --smallest-group 1 " + more)
                .secretFile("export.json", Canary.PROFILED)
                .hides(Canary.NUMBER, Canary.DAY);
    }

    /** The status command shows who has started an export. */
    private static void withoutUser(CanaryAlida alida) {
        String document = alida.status("succeeded", "createdBy", "somebody", "lastUpdatedBy", "somebody");
        alida.reply(Place.STATUS, CanaryReply.json(200, document));
    }

    private static void withoutDates(CanaryAlida alida) {
        alida.reply(Place.STATUS, CanaryReply.json(200, alida.status("succeeded", "createDate", "canary")));
        alida.reply(
                Place.OBJECT,
                CanaryReply.file(
                        "{\"exportDate\":\"canary\",\"lastSyncDate\":[\"canary\"]," + Canary.EXPORT.substring(1)));
    }

    /** The ids of all members. */
    private static List<String> firstColumn(Path csv) {
        try (Stream<String> lines = Files.lines(csv)) {
            List<String> ids =
                    lines.skip(1).map(line -> line.split(",", 2)[0]).distinct().toList();
            if (ids.isEmpty()) {
                throw new AssertionError("no member is in " + csv);
            }
            return ids;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Sinks of another author that say all they know in their exceptions. */
    private static List<CanaryScenario> mistakes(Path plugins) throws IOException {
        PluginSource.plain("com.acme", "acme", "\"\"")
                .replacing("com.acme.PlainSink", "members += block.memberCount();", """
                        String all = block.members().get(0).json().asString();
                        try {
                            Files.writeString(file, all);
                        } catch (IOException failed) {
                            throw new UncheckedIOException(failed);
                        }
                        throw new IllegalStateException(all, new IOException(all));
                        """)
                .jar(plugins.resolve("acme.jar"));
        PluginSource.plain("org.nosy", "nosy", "\"\"")
                .replacing(
                        "org.nosy.PlainSink",
                        "return Optional.empty();",
                        "throw new IllegalStateException(System.getenv().toString());")
                .jar(plugins.resolve("nosy.jar"));
        String from = " --plugins " + plugins;
        List<CanaryScenario> all = new ArrayList<>();
        all.add(CanaryScenario.of(8, "a plugin that quotes a member", "export --to acme:target" + from)
                .brings(ALL_OF_THE_WAY)
                .holds("target"));
        all.add(CanaryScenario.of(8, "a plugin that quotes the environment", "export --to nosy:target" + from)
                .says("java.lang.IllegalStateException"));
        if (Files.exists(FULL_DEVICE)) {
            all.add(export(1, "results that cannot be written")
                    .writesResultsTo(FULL_DEVICE)
                    .brings(ALL_OF_THE_WAY)
                    .holds("members.csv")
                    .says("could not be written to standard output"));
        }
        return all;
    }

    private static List<CanaryScenario> usage() {
        return List.of(
                export(2, "a secret as an option", "--client-secret " + Canary.CLIENT_SECRET)
                        .typesASecret()
                        .says("Do not give a secret on the command line"),
                export(2, "a secret as an option that there is not", "--pasword=" + Canary.JDBC_PASSWORD)
                        .typesASecret()
                        .says("There is no option '--pasword'"),
                export(2, "a secret as an option of a sink", "--to jdbc:h2:./members --option jdbc.password=canary")
                        .typesASecret()
                        .says("Do not give it on the command line"),
                export(2, "a secret as an option that no sink has", "--option csv.token=canary")
                        .typesASecret()
                        .says("no target has this option"),
                CanaryScenario.of(2, "a secret in the wrong place", "status batch-1 " + Canary.CLIENT_SECRET)
                        .typesASecret()
                        .says("There is one argument too many"),
                CanaryScenario.of(2, "a secret in place of a job", "run " + Canary.CLIENT_SECRET)
                        .file("memberport.yaml", "jobs: {acme: {to: members.csv}}")
                        .typesASecret()
                        .says("There is no job of that name"),
                CanaryScenario.of(2, "a secret in place of the name of its variable", "run acme")
                        .secretFile(
                                "memberport.yaml",
                                "jobs: {acme: {client-id: canary, client-secret-env: canary, to: members.csv}}")
                        .says("names a variable that is not set"),
                CanaryScenario.of(2, "a secret in place of a command", Canary.CLIENT_SECRET)
                        .typesASecret()
                        .says("There is no command of that name"),
                usage("a target with a password before the host", "jdbc:postgresql://me:canary@127.0.0.1/x")
                        .says("has a password in it"),
                usage(
                                "a target with a password as a parameter",
                                "jdbc:postgresql://127.0.0.1/x?user=me&password=canary")
                        .says("has a password in it"),
                usage("a target with a password behind a hash", "nosuch://127.0.0.1/x#canary")
                        .says("There is no sink"),
                usage("a bucket with a password", "s3://me:canary@bucket/panel/")
                        .says("has an '@'"),
                settings("a line that is no YAML", "client-secret: \"canary\nregion: [canary")
                        .says("is not valid YAML"),
                settings("a key that there is not", "client-secrett: canary").says("client-secrett"),
                settings("a secret of no sink", "option:\n  password: canary").says("password"),
                settings("a list of secrets", "client-secret: [canary, canary]").says("must be a single value"),
                export(2, "a secret in two forms")
                        .with("MEMBERPORT_CLIENT_SECRET_FILE", "secret.txt")
                        .secretFile("secret.txt", Canary.CLIENT_SECRET)
                        .says("remove one"),
                export(2, "an address with a password")
                        .with("MEMBERPORT_API_URL", "https://me:canary@127.0.0.1/?key=canary#canary")
                        .says("must be a plain address"),
                export(2, "an unknown export", "--batch-id batch-2")
                        .when(alida -> alida.reply(Place.STATUS, alida.refusal(404)))
                        .brings(UP_TO_THE_API)
                        .says("Check the region or API address, the community and the batch id"),
                CanaryScenario.of(2, "a file that is there", "download batch-1 --file export.json")
                        .secretFile("export.json", Canary.EXPORT)
                        .says("exists already"));
    }

    /** Whatever is wrong in a settings file, it has not been shown to others yet. */
    private static CanaryScenario settings(String name, String yaml) {
        return export(2, name).secretFile("memberport.yaml", yaml);
    }

    private static CanaryScenario usage(String name, String target) {
        return CanaryScenario.of(2, name, "export").secretFile("memberport.yaml", "to: \"" + target + "\"\n");
    }

    private static List<CanaryScenario> access() {
        return List.of(
                export(3, "no token")
                        .when(alida -> alida.reply(Place.TOKEN, CanaryAlida.refusalOfToken()))
                        .brings(THE_CREDENTIALS)
                        .says("Check the client id"),
                export(3, "no token, and a page in place of a document")
                        .when(alida -> alida.reply(Place.TOKEN, CanaryReply.html(403)))
                        .brings(THE_CREDENTIALS)
                        .says("answered with status 403"),
                export(3, "no export")
                        .when(alida -> alida.reply(Place.CREATE, alida.refusal(403)))
                        .brings(UP_TO_THE_API)
                        .says("not permitted to do this"),
                export(3, "a token that is good no more")
                        .when(alida -> alida.reply(Place.FILE, alida.refusal(401)))
                        .brings(UP_TO_THE_API)
                        .says("answered with status 401"),
                CanaryScenario.of(
                                3,
                                "looking at everything, which is refused",
                                "doctor --to jdbc:postgresql://127.0.0.1:1/x " + TO_BUCKET)
                        .when(alida -> {
                            alida.reply(Place.TOKEN, CanaryAlida.refusalOfToken());
                            alida.reply(Place.BUCKET, CanaryAlida.bucketRefusal());
                        })
                        .brings(Brought.CREDENTIALS, Brought.AWS_KEY, Brought.AWS_TOKEN));
    }

    private static List<CanaryScenario> answers() {
        return List.of(
                // What Alida says of its failure is shown, for nothing else explains it; but no secret that it quotes.
                export(4, "the export fails")
                        .when(alida -> alida.reply(
                                Place.STATUS,
                                CanaryReply.json(
                                        200,
                                        alida.status("failed", "errorMessage", "No disk left for " + alida.echo()))))
                        .brings(UP_TO_THE_API)
                        .says("No disk left for ***"),
                export(5, "the export takes too long", "--deadline 10s")
                        .when(alida -> alida.reply(Place.STATUS, CanaryReply.json(200, alida.status("running"))))
                        .brings(UP_TO_THE_API)
                        .says("--batch-id batch-1"),
                status("a page in place of a status", alida -> CanaryReply.html(200))
                        .says("it is not a JSON object"),
                status(
                                "a value in place of a link",
                                alida -> CanaryReply.json(200, alida.status("succeeded", "data", "ü canary")))
                        .says("its data is"),
                status("an unknown state", alida -> CanaryReply.json(200, alida.status("no " + Canary.CLIENT_SECRET)))
                        .says("its status \"no ***\" is not pending"),
                export(6, "a token that is none")
                        .when(alida ->
                                alida.reply(Place.TOKEN, CanaryReply.json(200, "{\"access_token\":\"a canary\\n\"}")))
                        .brings(THE_CREDENTIALS)
                        .says("cannot be understood"),
                redirect("ftp://127.0.0.1/canary?canary=canary"),
                redirect("http://me:canary@127.0.0.1/canary?canary=canary"),
                redirect("http://127.0.0.1:canary/"),
                export(6, "a store that refuses the link")
                        .when(alida -> alida.reply(Place.OBJECT, CanaryAlida.bucketRefusal()))
                        .brings(ALL_OF_THE_WAY)
                        .says("does not accept the download link"));
    }

    private static CanaryScenario status(String name, Function<CanaryAlida, CanaryReply> reply) {
        return export(6, name)
                .when(alida -> alida.reply(Place.STATUS, reply.apply(alida)))
                .brings(UP_TO_THE_API);
    }

    private static CanaryScenario redirect(String link) {
        return export(6, "a link that cannot be followed, " + link)
                .when(alida ->
                        alida.reply(Place.FILE, CanaryReply.json(302, "{}").with("Location", link)))
                .brings(UP_TO_THE_API);
    }

    private static List<CanaryScenario> content() {
        return List.of(
                content("a file that is malformed", Canary.HALF + "{\"memberId\":canary-2}]}"),
                content("a file that ends too early", Canary.HALF.substring(0, Canary.HALF.length() - 30)),
                content("a page in place of a file", "<html>" + Canary.EXPORT + "</html>"),
                content("a value in place of a list", "{\"members\":\"canary\"}"),
                CanaryScenario.of(7, "a raw file that is malformed", "download batch-1 --file export.json")
                        .when(alida -> alida.reply(Place.OBJECT, CanaryReply.file(Canary.HALF + "canary]}")))
                        .brings(ALL_OF_THE_WAY),
                CanaryScenario.of(7, "a malformed file that is here", "load export.json --to jdbc:sqlite:members.db")
                        .secretFile("export.json", Canary.HALF + "\"canary\"]}")
                        .writes("members.db"),
                CanaryScenario.of(7, "a page of a malformed file", "profile export.json --html page.html")
                        .secretFile("export.json", Canary.HALF + "\"canary\"]}"),
                CanaryScenario.of(7, "looking into a malformed file", "inspect export.json")
                        .secretFile("export.json", Canary.HALF + "\"canary]}"));
    }

    private static CanaryScenario content(String name, String file) {
        return export(7, name, "--option layout=wide")
                .when(alida -> alida.reply(Place.OBJECT, CanaryReply.file(file)))
                .brings(ALL_OF_THE_WAY);
    }

    private static List<CanaryScenario> targets() {
        PostgresServer postgres = PostgresServer.shared();
        String database = postgres.url(postgres.newDatabase());
        String picky = pickyDatabase(postgres);
        return List.of(
                export(8, "a file whose manifest cannot be written")
                        .file("members.csv.manifest.json/in-the-way", "")
                        .says("is a directory, but Memberport needs a file of that name"),
                CanaryScenario.of(8, "a raw file where none may be", "download batch-1 --file no/such/export.json")
                        .brings(UP_TO_THE_API)
                        .says("Cannot write"),
                export(8, "no place for a private copy", "--option layout=wide --spool-directory nosuch")
                        .brings(UP_TO_THE_API)
                        .says("A private copy of the export cannot be made"),
                valueThatH2Quotes(),
                CanaryScenario.of(8, "PostgreSQL, which quotes the row", "export --to " + picky)
                        .with("MEMBERPORT_JDBC_USER", postgres.user())
                        .with("MEMBERPORT_JDBC_PASSWORD", postgres.password())
                        .hides(postgres.password())
                        .brings(ALL_OF_THE_WAY)
                        .says("23514"),
                CanaryScenario.of(8, "a wrong password", "export --to " + database)
                        .with("MEMBERPORT_JDBC_USER", postgres.user())
                        .says("Check user and password"),
                CanaryScenario.of(8, "a bucket that takes nothing", "export --option compression=none " + TO_BUCKET)
                        .brings(ALL_OF_THE_WAY)
                        .brings(Brought.AWS_KEY, Brought.AWS_TOKEN, Brought.VALUES)
                        .says("The store does not know the access key."),
                CanaryScenario.of(8, "a bucket that refuses every client", "export " + TO_BUCKET)
                        .when(alida -> alida.reply(Place.BUCKET, CanaryAlida.bucketRefusal()))
                        .brings(Brought.AWS_KEY, Brought.AWS_TOKEN)
                        .says("The store does not know the access key."),
                CanaryScenario.of(
                        8,
                        "a bucket at an address where nothing listens",
                        "export " + to("panel-bucket", "http://127.0.0.1:1")));
    }

    private static CanaryScenario valueThatH2Quotes() {
        return CanaryScenario.of(8, "H2, which quotes the value", "export --to jdbc:h2:./members --option layout=wide")
                .when(alida -> alida.reply(Place.OBJECT, CanaryReply.file(Canary.exportWithValueOf("datetime"))))
                .brings(ALL_OF_THE_WAY)
                .writes("members.mv.db");
    }

    /** A database that refuses a value, and says which. */
    private static String pickyDatabase(PostgresServer server) {
        String url = server.url(server.newDatabase());
        CommandLineRun ddl = new CommandLineRun(Path.of(""));
        ddl.run("ddl", "--to", url);
        try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(ddl.out());
            statement.execute("ALTER TABLE member_value ADD CHECK (value NOT LIKE '%canary%')");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return url;
    }

    private static List<CanaryScenario> ends() {
        CanaryReply half = CanaryReply.file(Canary.EXPORT).stallingAfter(Canary.HALF.length());
        CanaryReply most = CanaryReply.file(Canary.exportOf(BEYOND_A_CHECKPOINT))
                .with("ETag", "\"plain\"")
                .stallingAfter(BEYOND_A_CHECKPOINT);
        return List.of(
                export(130, "an interrupt in the middle of the file", "--option layout=wide")
                        .when(alida -> alida.reply(Place.OBJECT, half))
                        .brings(ALL_OF_THE_WAY)
                        .ends(End.politelyWhenItSays("Downloading: ")),
                export(130, "an interrupt while the export takes its time")
                        .when(alida -> alida.reply(Place.STATUS, CanaryReply.json(200, alida.status("running"))))
                        .brings(UP_TO_THE_API)
                        .ends(End.politelyWhenItSays("next status request in")),
                export(137, "a kill in the middle of the private copy", "--option layout=wide")
                        .when(alida -> alida.reply(Place.OBJECT, half))
                        .brings(ALL_OF_THE_WAY)
                        .ends(End.byForceWhenItSays("Downloading: ")),
                CanaryScenario.of(137, "a kill in the middle of a raw file", "download batch-1 --file export.json")
                        .when(alida -> alida.reply(Place.OBJECT, most))
                        .brings(ALL_OF_THE_WAY)
                        .holds("export.json.part")
                        .ends(End.byForceWhenThereIs("export.json.part.state")));
    }
}
