package io.memberport.privacy;

import io.memberport.model.MemberBlock;
import io.memberport.model.MemberBlockBuilder;
import io.memberport.model.MemberCursor;
import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Text;
import io.memberport.model.Value;
import java.util.Arrays;
import java.util.function.Function;

/** Makes of one block what a sink may see of it. Used by one thread. */
final class ShownBlock {

    private final PrivacyStage stage;
    private final MemberBlock block;
    private final MemberBlockBuilder shown;
    private final HashedTexts hashes;
    private long[] values = {};
    private long droppedValues;

    ShownBlock(PrivacyStage stage, PrivacyPolicy policy, MemberBlock block) {
        this.stage = stage;
        this.block = block;
        this.shown = MemberBlockBuilder.over(block);
        this.hashes = new HashedTexts(policy);
    }

    MemberBlock make() {
        MemberCursor at = block.cursor();
        while (at.nextMember()) {
            shown.startMember();
            variables(at);
            shown.endMember(at, hashes.memberId(at.memberId()));
        }
        return shown.build(block.firstMemberIndex(), block.unrecognisedFieldCount(), documents(stage, block));
    }

    /** What makes a document is there as long as the block is, and this is not. */
    private static Function<MemberCursor, Text> documents(PrivacyStage stage, MemberBlock block) {
        return stage.keepsUnknownFields()
                ? at -> MemberDocument.of(at, block.members().get(at.indexInBlock()), stage::treatment)
                : MemberDocument::of;
    }

    /** Variables that are kept are copied many at once. */
    private void variables(MemberCursor at) {
        Treatment treatment = stage.beforeFirst();
        int kept = at.variableIndex() + 1;
        while (at.nextVariable()) {
            treatment = treatment(treatment, at.variable());
            count(treatment, at.valueCount());
            if (!treatment.action().keeps()) {
                shown.variables(block, kept, at.variableIndex());
                kept = at.variableIndex() + 1;
                replace(at, treatment);
            }
        }
        shown.variables(block, kept, at.variableIndex() + 1);
    }

    private Treatment treatment(Treatment before, ProfileVariable variable) {
        Treatment guessed = before.following(variable);
        return guessed == null ? before.guess(stage.treatment(variable)) : guessed;
    }

    private void count(Treatment treatment, int count) {
        int index = treatment.index();
        if (index >= values.length) {
            values = Arrays.copyOf(values, Math.max(index + 1, 2 * values.length));
        }
        values[index] += count;
    }

    private void replace(MemberCursor at, Treatment treatment) {
        if (treatment.action() == PrivacyAction.DROP) {
            droppedValues += at.valueCount();
            return;
        }
        while (at.nextValue()) {
            Text text = at.value();
            shown.value(
                    text == null ? Value.Kind.NULL : Value.Kind.STRING,
                    text == null ? null : hashes.replace(treatment.action(), text),
                    // It tells what the text hides.
                    null);
        }
        shown.endVariable(treatment.shown(), at);
    }

    /** Values in the block, by the indexes of treatments; those that are not there have none. */
    long[] values() {
        return values;
    }

    long droppedValues() {
        return droppedValues;
    }
}
