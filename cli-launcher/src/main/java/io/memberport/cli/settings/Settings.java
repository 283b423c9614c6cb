package io.memberport.cli.settings;

import io.memberport.cli.file.FoundFile;
import io.memberport.cli.terminal.Printable;
import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run: a flag beats the environment, the environment beats the settings file. In the file, a job beats what
 * holds for all; and it {@linkplain Setting#isOwnOfJob() may beat} the environment.
 */
public final class Settings {

    /** Of a job only: whether it is always exported in full. */
    public static final String FULL = "full";

    /** Of a job only: the instant that its exports start from. */
    public static final String SINCE = "since";

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;
    private final Path workingDirectory;
    private final Path path;
    private final String fileName;
    private final Path fileDirectory;
    private final SettingsFile file;
    private final boolean isFileRead;
    private final SecretFiles secretFiles;
    private final @Nullable String jobName;
    private final SettingsLayer job;

    private Settings(
            Map<Setting, String> flags,
            Map<String, String> environment,
            Path workingDirectory,
            Path path,
            String fileName,
            SettingsFile file,
            boolean isFileRead,
            SecretFiles secretFiles,
            @Nullable String jobName) {
        this.flags = Map.copyOf(flags);
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        this.path = path;
        this.fileName = fileName;
        Path parent = path.toAbsolutePath().getParent();
        this.fileDirectory = parent == null ? workingDirectory : parent;
        this.file = file;
        this.isFileRead = isFileRead;
        this.secretFiles = secretFiles;
        this.jobName = jobName;
        this.job = jobName == null
                ? SettingsLayer.EMPTY
                : Objects.requireNonNull(file.jobs().get(jobName), jobName);
    }

    /**
     * Finds and reads the settings file.
     *
     * @param flags what the flags say, of those that were given
     * @param config what {@code --config} said; null to take {@code memberport.yaml} from the working directory if it
     *     is there
     */
    public static Settings load(
            Map<Setting, String> flags,
            Map<String, String> environment,
            Path workingDirectory,
            @Nullable String config) {
        return load(flags, environment, workingDirectory, config, readable -> {});
    }

    /**
     * The same for those who want to tell what is wrong with the file in the form that the file asks for.
     *
     * @param ifWrong takes the settings with no more than that of the file, before the failure is thrown
     */
    public static Settings load(
            Map<Setting, String> flags,
            Map<String, String> environment,
            Path workingDirectory,
            @Nullable String config,
            Consumer<Settings> ifWrong) {
        String name = config == null
                ? SettingsFile.DEFAULT_NAME
                : new GivenValue(config, "--config", GivenValue.Rank.FLAG).text();
        Path path = Paths.resolve(workingDirectory, name, "--config");
        boolean read = config != null || Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        if (config == null && read) {
            FoundFile.ofThisUser().check(path, "The settings file " + name, "--config ./" + name);
        }
        SettingsFile file = read ? SettingsFile.read(path, name) : SettingsFile.none();
        Settings settings =
                new Settings(flags, environment, workingDirectory, path, name, file, read, new SecretFiles(), null);
        if (file.problem() != null) {
            ifWrong.accept(settings);
            throw file.problem();
        }
        return settings;
    }

    /** The names of all jobs of the settings file, in its order. */
    public List<String> jobs() {
        return List.copyOf(file.jobs().keySet());
    }

    /**
     * The settings of a job.
     *
     * @param name one of {@link #jobs()}
     */
    public Settings forJob(String name) {
        return new Settings(flags, environment, workingDirectory, path, fileName, file, isFileRead, secretFiles, name);
    }

    /** Where the settings file is, or would be. */
    public Path path() {
        return path;
    }

    /** What to call the settings file in messages, whether it is there or not: as the user has named it. */
    public String fileName() {
        return Printable.text(fileName);
    }

    /**
     * How to give what has a flag, to go into a message: commands that run jobs have no flag for what a job says.
     *
     * @param flag with the value that it is to have, if it is to have one
     * @param inFile how the settings file says the same
     */
    public String wayToGive(String flag, String inFile) {
        return jobName == null ? flag : inFile + " under the job " + jobName + " in " + fileName();
    }

    /** Whether there is a settings file. */
    public boolean isFileRead() {
        return isFileRead;
    }

    /** The strongest value given, whether it can be used or not. */
    public Optional<GivenValue> given(Setting setting) {
        Optional<GivenValue> ofJob = job.scalar(setting.key());
        return Optional.ofNullable(flags.get(setting))
                .map(value -> new GivenValue(value, setting.flag(), GivenValue.Rank.FLAG))
                .or(() -> ofJob.filter(own -> setting.isOwnOfJob()))
                .or(() -> environment(setting.environmentVariable()))
                .or(() -> ofJob)
                .or(() -> file.top().scalar(setting.key()));
    }

    /** The strongest value given, which must be one line of text. */
    public Optional<GivenValue> find(Setting setting) {
        Optional<GivenValue> given = given(setting);
        given.ifPresent(GivenValue::text);
        return given;
    }

    /**
     * The strongest value given, as a path. A relative one starts from the directory of the settings file if that is
     * where it stands, so that a file means the same wherever it is read.
     */
    public Optional<GivenPath> findPath(Setting setting) {
        return find(setting)
                .map(given -> new GivenPath(
                        Paths.resolve(
                                given.rank().isInFile() ? fileDirectory : workingDirectory,
                                given.value(),
                                given.origin()),
                        given.origin()));
    }

    /**
     * A path that the user gave.
     *
     * @param origin where, as a message would say it
     */
    public record GivenPath(Path path, String origin) {}

    /** The strongest value given. */
    public String require(Setting setting) {
        return find(setting).orElseThrow(() -> missing(setting)).value();
    }

    /** The strongest value given of a secret, its file variants included. */
    public Optional<String> secret(Setting setting) {
        return secretSource(setting).map(SecretSource::value);
    }

    /** How the strongest origin gives a secret. Reads no file. */
    public Optional<SecretSource> secretSource(Setting setting) {
        return secretSource(
                Optional.of(setting.environmentVariable()),
                setting.key(),
                job.scalars(),
                file.top().scalars());
    }

    /** How the strongest origin gives a secret that is an option of a sink. Reads no file. */
    public Optional<SecretSource> secretSource(OptionNames option) {
        return secretSource(
                option.environmentVariable(),
                option.key(),
                job.options(),
                file.top().options());
    }

    private Optional<SecretSource> secretSource(
            Optional<String> variable, String key, Map<String, GivenValue> ofJob, Map<String, GivenValue> ofAll) {
        return secretIn(ofJob, key)
                .or(() -> variable.flatMap(name -> new SecretSource(
                                environment(name),
                                environment(name + Setting.FILE_VARIABLE_SUFFIX),
                                Optional.empty(),
                                workingDirectory,
                                this::environment,
                                secretFiles::text)
                        .ifGiven()))
                .or(() -> secretIn(ofAll, key));
    }

    private Optional<SecretSource> secretIn(Map<String, GivenValue> inFile, String key) {
        return new SecretSource(
                        Optional.ofNullable(inFile.get(key)),
                        Optional.ofNullable(inFile.get(key + Setting.FILE_KEY_SUFFIX)),
                        Optional.ofNullable(inFile.get(key + Setting.VARIABLE_KEY_SUFFIX)),
                        fileDirectory,
                        this::environment,
                        secretFiles::text)
                .ifGiven();
    }

    /** The variables that the settings file names as those of secrets, in any job. */
    public Set<String> namedVariables() {
        return Stream.concat(Stream.of(file.top()), file.jobs().values().stream())
                .flatMap(layer -> Stream.of(layer.scalars(), layer.options()))
                .flatMap(layer -> layer.entrySet().stream())
                .filter(entry -> entry.getKey().endsWith(Setting.VARIABLE_KEY_SUFFIX))
                .map(entry -> entry.getValue().value())
                .collect(Collectors.toSet());
    }

    /** What the environment says of an option of a sink. Blanks are a value: they can stand between cells. */
    public Optional<GivenValue> environment(OptionNames option) {
        return option.environmentVariable()
                .flatMap(variable -> Optional.ofNullable(environment.get(variable))
                        .filter(value -> !value.isEmpty())
                        .map(value -> new GivenValue(value, variable, GivenValue.Rank.ENVIRONMENT)));
    }

    /** The strongest value given of a secret. */
    public String requireSecret(Setting setting) {
        return secret(setting).orElseThrow(() -> missing(setting));
    }

    /** Targets of the settings file: those of the job, or else those of all. */
    public List<GivenValue> targetsInFile() {
        return job.targets().isEmpty() ? file.top().targets() : job.targets();
    }

    /** Sink options of the job. */
    public Map<String, GivenValue> jobOptions() {
        return job.options();
    }

    /** Sink options of the settings file that are not of a job. */
    public Map<String, GivenValue> fileOptions() {
        return file.top().options();
    }

    /** What the settings file says about personal data, for all. */
    public SettingsSection privacy() {
        return file.top().privacy();
    }

    /** What the job says about personal data. */
    public SettingsSection jobPrivacy() {
        return job.privacy();
    }

    /**
     * A setting that only jobs have.
     *
     * @param key {@link #FULL} or {@link #SINCE}
     */
    public Optional<GivenValue> ofJob(String key) {
        return job.scalar(key);
    }

    /** What to say if a setting is missing. */
    public MemberportException missing(Setting setting) {
        if (jobName == null) {
            return missingFromCommand(setting, fileName());
        }
        String more = setting.isSecret() ? ", " + setting.fileKey() + " or " + setting.variableKey() : "";
        return new MemberportException(
                FailureKind.CONFIGURATION,
                "The setting " + setting.key() + " of the job " + jobName + " is missing. Give it as " + setting.key()
                        + more + " under the job in " + fileName()
                        + ", or for all jobs, there or in the environment as " + setting.environmentVariable() + ".");
    }

    /**
     * The same for a command that has the flags of settings.
     *
     * @param file what to call the settings file
     */
    public static MemberportException missingFromCommand(Setting setting, String file) {
        String names = setting.isSecret()
                ? setting.environmentVariable() + " or " + setting.fileEnvironmentVariable()
                        + " (the path of a file) in"
                        + " the environment, or " + setting.key() + " or " + setting.fileKey() + " in "
                        + file
                : setting.flag() + ", or " + setting.environmentVariable() + " in the environment, or " + setting.key()
                        + " in " + file;
        return new MemberportException(
                FailureKind.CONFIGURATION, "The setting " + setting.key() + " is missing. Give it as " + names + ".");
    }

    /** An empty variable counts as none: that is how many schedulers pass on what is not set. */
    private Optional<GivenValue> environment(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(value -> new GivenValue(value, variable, GivenValue.Rank.ENVIRONMENT));
    }
}
