package io.memberport.testkit;

import io.memberport.testkit.fixture.Accumulation;
import java.util.List;
import java.util.Locale;

/** A promise that the {@link ReferenceSink} breaks on demand, and the tests of the contract that must find out. */
enum Flaw {
    NONE,

    LOSES_A_MEMBER("writesEveryMemberAndValue", "writesManyBlocksThatArePreparedSideBySide"),
    LOSES_MEMBERS_WITHOUT_VARIABLES("writesEveryMemberAndValue"),
    LOSES_VALUE_IDS("writesEveryMemberAndValue"),
    TRIMS_TEXTS("writesEveryMemberAndValue"),
    TAKES_EMPTY_FOR_NULL("writesEveryMemberAndValue"),
    CUTS_LONG_TEXTS("writesEveryMemberAndValue"),
    ROUNDS_NUMBERS("writesEveryMemberAndValue"),
    LOSES_WHAT_IS_PREPARED_EARLY("writesWhatIsPreparedInAnotherOrder"),
    REFUSES_NOBODY("commitsAnExportWithoutMembers", "commitsAnExportWithoutMembersOverAnother"),
    KEEPS_THE_FORMER_FOR_NOBODY("commitsAnExportWithoutMembersOverAnother"),
    REFUSES_REPEATED_MEMBERS("takesAMemberThatIsRepeated"),
    DROPS_REPEATED_MEMBERS("takesAMemberThatIsRepeated"),

    WRITES_WHEN_CHECKED("touchesNothingBeforeItIsOpened"),
    DESCRIBES_ITSELF_ANEW("describesItselfAndItsOptions"),
    IS_NOT_REGISTERED("isFoundByItsScheme"),
    COUNTS_NOTHING("countsWhatItWrote"),

    SHOWS_AT_ONCE(
            "showsNothingNewBeforeTheCommit",
            "discardsWhatWasNotCommitted",
            "leavesTheTargetAsItWasWhenTheExportBreaksOff",
            "leavesTheTargetAsItWasWhenTheRunIsInterrupted",
            "isLeftAsItWasByAProcessThatIsKilled"),
    COMMITS_WHEN_CLOSED(
            "discardsWhatWasNotCommitted",
            "leavesTheTargetAsItWasWhenTheExportBreaksOff",
            "failsOrContinuesWhenInterruptedWhileWriting"),
    LEAVES_FILES_BEHIND("discardsWhatWasNotCommitted", "leavesTheTargetAsItWasWhenAWriteFails"),
    CANNOT_BE_CLOSED_TWICE("canBeClosedAtAnyTimeAndAgain"),
    CANNOT_BE_OPENED_AGAIN("canBeOpenedAgain"),

    FORGETS_ITS_COMMITS("remembersItsLastCommitOnly", "writesTheSameBatchOnce"),
    REMEMBERS_IN_THIS_PROCESS_ONLY("remembersItsLastCommitInANewProcess", "knowsItsRecordInANewProcess"),
    REMEMBERS_FOR_EVERYBODY("remembersItsLastCommitOnly", "keepsTheRecordsOfCommunitiesApart"),
    IGNORES_ITS_OPTIONS("remembersNothingOfAnotherForm"),
    NEEDS_DATES("remembersWhatAnExportDoesNotSay"),
    IGNORES_THE_CONTENT_OF_A_BATCH("writesABatchAgainWhoseContentIsAnother"),

    ERASES_NOTHING("erasesAMemberAndLeavesTheOthersAsTheyAre"),
    ERASES_EVERYBODY("erasesAMemberAndLeavesTheOthersAsTheyAre"),
    ERASES_WHEN_IT_COUNTS("erasesAMemberAndLeavesTheOthersAsTheyAre"),
    FORGETS_ITS_COMMITS_WHEN_IT_ERASES("erasesAMemberAndLeavesTheOthersAsTheyAre"),

    NEVER_FORGETS_A_MEMBER("followsMembersThatChangeComeAndGo"),
    LOSES_CHANGES("followsExportsOfChangesAndThenAFullOne"),
    KEEPS_FORMER_NAMES("followsAVariableThatIsRenamed"),
    KEYS_VARIABLES_BY_NAME("followsTwoVariablesThatSwapTheirNames", "followsAVariableThatIsAdded"),
    REFUSES_RETYPED_VARIABLES("followsAVariableThatIsRetyped"),
    REFUSES_NEW_VARIABLES("followsAVariableThatIsAdded"),
    MISSES_REMOVED_VARIABLES("followsAVariableThatIsRemovedAndComesBack"),
    CLEARS_NOTHING("followsValuesThatAreCleared"),
    KEEPS_WHAT_IT_CANNOT_REPLACE("followsValuesThatDoNotFitTheirType"),
    COUNTS_WHAT_FITS("followsValuesThatDoNotFitTheirType"),

    KNOWS_ITS_LAST_COMMIT_ONLY(
            Accumulation.MERGE,
            "writesNoExportAgainThatItCommittedBeforeItsLastOne",
            "goesBackToAFormerExportIfItReplacesAndThatIsAllowed",
            "knowsItsRecordWheneverItIsAsked"),
    HAS_NO_ORDER("refusesAnExportThatIsOlderThanWhatItShows", "knowsItsRecordWheneverItIsAsked"),
    HAS_AN_ORDER_ALTHOUGH_IT_APPENDS(Accumulation.APPEND, "refusesAnExportThatIsOlderThanWhatItShows"),
    TAKES_ITS_LAST_FOR_THE_NEWEST(Accumulation.MERGE, "knowsTheNewestOfAllThatItShows"),
    LETS_ITS_SYNC_DATE_GO_BACK(
            Accumulation.MERGE, "writesAnOlderExportIfThatIsAllowed", "writesOlderChangesIfThatIsAllowed"),
    KEEPS_THE_NEWEST(
            "goesBackToAFormerExportIfItReplacesAndThatIsAllowed",
            "writesAnOlderExportIfThatIsAllowed",
            "writesOlderChangesIfThatIsAllowed"),
    ROUNDS_ITS_DATES_UP("writesAnExportOfTheSameDateAndOneOfNone"),
    TAKES_CHANGES_FOR_A_SNAPSHOT("refusesChangesIfItHoldsAWholeSnapshot"),
    FORGETS_WHILE_IT_WRITES("knowsItsRecordWheneverItIsAsked"),

    FORGETS_THE_POLICY("remembersThePolicyOfItsLastCommit"),
    MIXES_POLICIES(Accumulation.MERGE, "replacesEverythingByAFullExportUnderAnotherPolicy"),

    KEEPS_THE_VARIABLES_OF_ITS_FIRST_COMMIT("remembersTheVariablesOfItsLastCommit"),
    FORGETS_THE_POLICY_OF_VARIABLES("remembersVariablesAsItSawThem"),
    MOVES_COLUMNS_WITH_NAMES("givesVariablesTheColumnsThatItHasForetold"),

    HIDES_FAILED_WRITES("leavesTheTargetAsItWasWhenAWriteFails", "leavesTheTargetAsItWasWhenAWriteFailsHalfway"),
    THROWS_WHAT_IT_LIKES("leavesTheTargetAsItWasWhenAWriteFails", "leavesTheTargetAsItWasWhenTheCommitFails"),
    QUOTES_VALUES("leavesTheTargetAsItWasWhenAWriteFails", "leavesTheTargetAsItWasWhenAWriteFailsHalfway"),
    SHOWS_BEFORE_THE_COMMIT_FAILS("leavesTheTargetAsItWasWhenTheCommitFails"),
    SWALLOWS_INTERRUPTIONS("commitsAllOrNothingWhenInterrupted", "failsOrContinuesWhenInterruptedWhileWriting"),
    COMMITS_AND_SAYS_INTERRUPTED("commitsAllOrNothingWhenInterrupted"),

    KEEPS_NOBODY_AWAY("letsOneOfTwoRunsWin", "letsOneOfTwoProcessesWin"),
    KEEPS_ITS_OWN_PROCESS_AWAY_ONLY("letsOneOfTwoProcessesWin"),
    STAYS_LOCKED_WHEN_KILLED("isLeftAsItWasByAProcessThatIsKilled"),
    COMMITS_LATER("keepsWhatAProcessCommittedThatIsKilledThen"),
    LEAVES_A_THREAD("leavesNoThreadBehind");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> foundBy;

    private final Accumulation accumulation;

    Flaw(String... foundBy) {
        this(Accumulation.SNAPSHOT, foundBy);
    }

    Flaw(Accumulation accumulation, String... foundBy) {
        this.accumulation = accumulation;
        this.foundBy = List.of(foundBy);
    }

    /** What becomes of former content in the sink that has this flaw. */
    Accumulation accumulation() {
        return accumulation;
    }

    /** Names of tests of the contract. */
    List<String> foundBy() {
        return foundBy;
    }

    /** As an option's value. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Flaw ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
