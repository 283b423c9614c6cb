package io.memberport.testkit;

import io.memberport.error.FailureKind;
import io.memberport.error.MemberportException;
import io.memberport.model.ExportMetadata;
import io.memberport.model.Member;
import io.memberport.model.MemberBlock;
import io.memberport.model.ProfileVariable;
import io.memberport.port.CommitReceipt;
import io.memberport.port.CommittedVariables;
import io.memberport.port.LastCommit;
import io.memberport.port.MemberEraser;
import io.memberport.port.MemberSink;
import io.memberport.port.SinkContext;
import io.memberport.port.SinkRun;
import io.memberport.port.ValueAdjustments;
import io.memberport.testkit.fixture.Accumulation;
import io.memberport.testkit.fixture.RepeatedMember;
import io.memberport.testkit.fixture.StoredValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The simplest sink that keeps all promises of the contract: the values of a target are in one file, which each commit
 * replaces. What it does not keep with a {@link Flaw} is marked where it happens.
 */
final class ReferenceSink implements MemberSink {

    private static final Map<Path, ReferenceState> COMMITTED_HERE = new ConcurrentHashMap<>();

    private static final int LINGER_SECONDS = 15;

    private final Path folder;
    private final Flaw flaw;
    private final Accumulation accumulation;
    private final RepeatedMember repeatedMember;
    private final String form;
    private final Disk disk;
    private boolean writing;
    private int opened;

    ReferenceSink(
            Path folder, Flaw flaw, Accumulation accumulation, RepeatedMember repeatedMember, String form, Disk disk) {
        this.folder = folder;
        this.flaw = flaw;
        this.accumulation = accumulation;
        this.repeatedMember = repeatedMember;
        this.form = form;
        this.disk = disk;
    }

    static Path state(Path folder) {
        return folder.resolve("state");
    }

    private Path pending() {
        return folder.resolve("pending");
    }

    private Path next() {
        return folder.resolve("next");
    }

    private boolean has(Flaw asked) {
        return flaw == asked;
    }

    @Override
    public String description() {
        return has(Flaw.DESCRIBES_ITSELF_ANEW) ? folder + "@" + System.identityHashCode(this) : folder.toString();
    }

    @Override
    public boolean accumulates() {
        return accumulation != Accumulation.SNAPSHOT;
    }

    @Override
    public void check() {
        if (has(Flaw.WRITES_WHEN_CHECKED)) {
            doing(() -> Disk.REAL.append(pending(), new byte[1]));
        }
    }

    @Override
    public boolean takesIncremental() {
        return accumulates() || has(Flaw.TAKES_CHANGES_FOR_A_SNAPSHOT);
    }

    @Override
    public Optional<LastCommit> lastCommit(String asked) {
        return has(Flaw.FORGETS_ITS_COMMITS) ? Optional.empty() : commits(asked).last(flaw);
    }

    @Override
    public boolean hasCommitted(String asked, ExportMetadata export) {
        return !has(Flaw.FORGETS_ITS_COMMITS) && commits(asked).has(export, flaw);
    }

    @Override
    public Optional<Instant> newestExportDate(String asked) {
        boolean inAnyOrder = accumulation == Accumulation.APPEND && !has(Flaw.HAS_AN_ORDER_ALTHOUGH_IT_APPENDS);
        boolean silent = inAnyOrder || has(Flaw.HAS_NO_ORDER) || (has(Flaw.FORGETS_WHILE_IT_WRITES) && writing);
        return silent ? Optional.empty() : commits(asked).newest(flaw);
    }

    @Override
    public Optional<CommittedVariables> lastVariables(String asked) {
        return commits(asked).variables(flaw);
    }

    /** It has no columns; the flawed one names them as variables are called at the time. */
    @Override
    public Map<String, String> columnsOf(String asked, List<ProfileVariable> variables) {
        if (!has(Flaw.MOVES_COLUMNS_WITH_NAMES)) {
            return Map.of();
        }
        Map<String, String> columns = new LinkedHashMap<>();
        variables.forEach(variable -> columns.put(variable.id(), variable.name() + " " + columns.size()));
        return columns;
    }

    private ReferenceRecord commits(String asked) {
        ReferenceState state = has(Flaw.REMEMBERS_IN_THIS_PROCESS_ONLY)
                ? COMMITTED_HERE.getOrDefault(folder, ReferenceState.EMPTY)
                : former();
        boolean known = has(Flaw.REMEMBERS_FOR_EVERYBODY) || key(asked).equals(state.community());
        return known ? state.commits() : ReferenceRecord.EMPTY;
    }

    /** By which a commit is found again. */
    private String key(String asked) {
        return has(Flaw.IGNORES_ITS_OPTIONS) ? asked : asked + " in form " + form;
    }

    private ReferenceState former() {
        try {
            return ReferenceState.read(state(folder));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public Optional<MemberEraser> eraser() {
        return Optional.of(new ReferenceEraser(folder, flaw));
    }

    @Override
    public SinkRun open(SinkContext context) {
        if (has(Flaw.CANNOT_BE_OPENED_AGAIN) && ++opened == 2) {
            throw new MemberportException(FailureKind.TARGET, "It has been opened.");
        }
        Run run = new Run(context.community());
        if (has(Flaw.LEAVES_A_THREAD)) {
            new Thread(ReferenceSink::linger, "left-behind").start();
        }
        return run;
    }

    private static void linger() {
        try {
            if (new CountDownLatch(1).await(LINGER_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the latch was not counted down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Run implements SinkRun {

        private final String community;
        private final List<StoredValue> written = new ArrayList<>();
        private @Nullable ReferenceLock lock;
        private @Nullable MemberBlock preparedLast;
        private @Nullable ExportMetadata promised;
        private int closed;

        Run(String community) {
            this.community = community;
            doing(() -> {
                lock = ReferenceLock.acquire(folder.resolve("lock"), flaw);
                removeFiles();
            });
            writing = true;
        }

        @Override
        public PreparedWrite prepare(MemberBlock block) {
            if (!has(Flaw.LOSES_WHAT_IS_PREPARED_EARLY)) {
                return () -> write(block);
            }
            preparedLast = block;
            return () -> {
                if (preparedLast != null) {
                    write(preparedLast);
                }
            };
        }

        @Override
        public void write(MemberBlock block) {
            swallowInterruption();
            List<StoredValue> values = new ArrayList<>();
            for (Member member : block.members()) {
                if (admits(member, values)) {
                    values.addAll(FlawedValues.of(member, flaw, former()));
                }
            }
            try {
                disk.append(pending(), ReferenceState.of(values).toBytes());
            } catch (IOException e) {
                if (has(Flaw.HIDES_FAILED_WRITES)) {
                    return;
                }
                throw failed(e);
            }
            written.addAll(values);
            if (has(Flaw.SHOWS_AT_ONCE)) {
                doing(() -> publish(new ReferenceState(former().community(), former().commits(), written), Disk.REAL));
            }
        }

        private void swallowInterruption() {
            if (has(Flaw.SWALLOWS_INTERRUPTIONS)) {
                Thread.interrupted();
            }
        }

        private boolean admits(Member member, List<StoredValue> inBlock) {
            String id = member.id().asString();
            boolean repeated = written.stream()
                            .anyMatch(value -> value.memberId().equals(id))
                    || inBlock.stream().anyMatch(value -> value.memberId().equals(id));
            if (!repeated) {
                return true;
            }
            if (has(Flaw.REFUSES_REPEATED_MEMBERS)) {
                throw new MemberportException(FailureKind.TARGET, "A member is there twice.");
            }
            if (repeatedMember == RepeatedMember.LAST_WINS) {
                written.removeIf(value -> value.memberId().equals(id));
                inBlock.removeIf(value -> value.memberId().equals(id));
            }
            return !has(Flaw.DROPS_REPEATED_MEMBERS);
        }

        @Override
        public CommitReceipt commit(ExportMetadata metadata) {
            swallowInterruption();
            if (Thread.currentThread().isInterrupted() && !has(Flaw.COMMITS_AND_SAYS_INTERRUPTED)) {
                throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted before the commit.");
            }
            refuse(metadata);
            if (has(Flaw.COMMITS_LATER)) {
                promised = metadata;
            } else {
                commitNow(metadata);
            }
            if (has(Flaw.COMMITS_AND_SAYS_INTERRUPTED) && Thread.currentThread().isInterrupted()) {
                throw new MemberportException(FailureKind.INTERRUPTED, "Interrupted, it says.");
            }
            return new CommitReceipt(
                    has(Flaw.COUNTS_NOTHING) ? 0 : written.size(),
                    new ValueAdjustments(has(Flaw.COUNTS_WHAT_FITS) ? 1 : 0, 0, 0));
        }

        private void refuse(ExportMetadata metadata) {
            boolean refused = (has(Flaw.REFUSES_NOBODY) && metadata.members() == 0)
                    || (has(Flaw.NEEDS_DATES) && metadata.exportDate() == null)
                    || (has(Flaw.REFUSES_RETYPED_VARIABLES) && VariableChanges.anyRetyped(former().values(), written))
                    || (has(Flaw.REFUSES_NEW_VARIABLES) && VariableChanges.anyNew(former().values(), written))
                    || (has(Flaw.MISSES_REMOVED_VARIABLES) && VariableChanges.anyRemoved(former().values(), written));
            if (refused) {
                throw new MemberportException(FailureKind.TARGET, "This is refused.");
            }
        }

        private void commitNow(ExportMetadata metadata) {
            ReferenceState before = former();
            if (has(Flaw.IGNORES_THE_CONTENT_OF_A_BATCH)
                    && before.commits()
                            .own()
                            .filter(commit -> String.valueOf(metadata.batchId()).equals(commit.batchId()))
                            .isPresent()) {
                return;
            }
            ReferenceRecord commits = commits(community).and(metadata, replaces(metadata), flaw);
            ReferenceState after = new ReferenceState(key(community), commits, content(before, metadata));
            COMMITTED_HERE.put(folder, after);
            doing(() -> {
                if (has(Flaw.SHOWS_BEFORE_THE_COMMIT_FAILS)) {
                    publish(after, Disk.REAL);
                }
                publish(after, has(Flaw.HIDES_FAILED_WRITES) ? Disk.REAL : disk);
            });
        }

        private List<StoredValue> content(ReferenceState before, ExportMetadata metadata) {
            if (has(Flaw.KEEPS_THE_FORMER_FOR_NOBODY) && metadata.members() == 0) {
                return before.values();
            }
            if (has(Flaw.LOSES_CHANGES) && !metadata.isFull()) {
                return before.values();
            }
            if (has(Flaw.KEEPS_THE_NEWEST) && isOlder(metadata, before.commits())) {
                return before.values();
            }
            List<StoredValue> content = new ArrayList<>();
            if (has(Flaw.NEVER_FORGETS_A_MEMBER)) {
                before.values().stream()
                        .filter(value -> written.stream()
                                .noneMatch(other -> other.memberId().equals(value.memberId())))
                        .forEach(content::add);
            }
            if (!replaces(metadata)) {
                content.addAll(accumulation == Accumulation.APPEND ? before.values() : untouched(before));
            }
            content.addAll(written);
            return content;
        }

        private boolean replaces(ExportMetadata metadata) {
            return switch (accumulation) {
                case SNAPSHOT -> true;
                case APPEND -> false;
                case MERGE -> metadata.isFull() && isUnderAnotherPolicy(metadata) && !has(Flaw.MIXES_POLICIES);
                case SNAPSHOT_AND_CHANGES -> metadata.isFull();
            };
        }

        private boolean isUnderAnotherPolicy(ExportMetadata metadata) {
            return commits(community)
                    .own()
                    .filter(last -> !Objects.equals(last.policy(), metadata.policy()))
                    .isPresent();
        }

        private boolean isOlder(ExportMetadata metadata, ReferenceRecord commits) {
            Instant date = metadata.exportDate();
            return date != null && commits.newest(flaw).filter(date::isBefore).isPresent();
        }

        private List<StoredValue> untouched(ReferenceState before) {
            return before.values().stream()
                    .filter(value -> written.stream().noneMatch(other -> sameVariable(value, other)))
                    .toList();
        }

        private static boolean sameVariable(StoredValue one, StoredValue other) {
            return one.memberId().equals(other.memberId())
                    && String.valueOf(one.variableId()).equals(String.valueOf(other.variableId()));
        }

        private void publish(ReferenceState state, Disk on) throws IOException {
            Files.deleteIfExists(next());
            on.append(next(), state.toBytes());
            on.rename(next(), state(folder));
        }

        @Override
        public void close() {
            ReferenceLock held = lock;
            if (has(Flaw.CANNOT_BE_CLOSED_TWICE) && ++closed == 2) {
                throw new MemberportException(FailureKind.TARGET, "It is closed.");
            }
            if (held == null) {
                return;
            }
            lock = null;
            writing = false;
            ExportMetadata late = promised;
            if (late != null) {
                commitNow(late);
            }
            if (has(Flaw.COMMITS_WHEN_CLOSED)) {
                doing(() -> publish(new ReferenceState(former().community(), former().commits(), written), Disk.REAL));
            }
            doing(() -> {
                removeFiles();
                held.close();
            });
        }

        private void removeFiles() throws IOException {
            if (!has(Flaw.LEAVES_FILES_BEHIND)) {
                Files.deleteIfExists(pending());
                Files.deleteIfExists(next());
            }
        }
    }

    /** Something that a disk may refuse. */
    private interface Step {
        void run() throws IOException;
    }

    private void doing(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RuntimeException failed(IOException e) {
        if (has(Flaw.THROWS_WHAT_IT_LIKES)) {
            return new UncheckedIOException(e);
        }
        String quoted = has(Flaw.QUOTES_VALUES) ? " while writing " + ContractExports.CANARY : "";
        return new MemberportException(FailureKind.TARGET, "The folder cannot be written" + quoted + ".");
    }
}
