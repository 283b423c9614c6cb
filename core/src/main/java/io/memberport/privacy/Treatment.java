package io.memberport.privacy;

import io.memberport.model.PrivacyAction;
import io.memberport.model.ProfileVariable;
import io.memberport.model.Sensitivity;
import org.jspecify.annotations.Nullable;

/** What is done to a variable, and how it looks after that. */
final class Treatment {

    /** The type of what is hashed or masked. */
    private static final String TEXT = "string";

    private final ProfileVariable original;
    private final PrivacyAction action;
    private final ProfileVariable shown;
    private final int index;

    /** A guess. Threads may overwrite each other's, of which each is as good as the other. */
    private @Nullable Treatment following;

    /**
     * A treatment.
     *
     * @param index where its values are counted
     */
    Treatment(ProfileVariable original, PrivacyAction action, int index) {
        this.original = original;
        this.action = action;
        this.shown = action.keeps()
                ? original
                : ProfileVariable.of(original.id(), original.name(), TEXT, original.sensitivity());
        this.index = index;
    }

    /** What the first variable of a member follows. A policy has its own, for what follows is what that policy does. */
    static Treatment beforeFirst() {
        return new Treatment(ProfileVariable.of("", null, null, Sensitivity.UNSTATED), PrivacyAction.KEEP, -1);
    }

    ProfileVariable original() {
        return original;
    }

    PrivacyAction action() {
        return action;
    }

    ProfileVariable shown() {
        return shown;
    }

    int index() {
        return index;
    }

    /** That of the variable which came after this one last time, if it is this one again; most members have the same. */
    @Nullable Treatment following(ProfileVariable variable) {
        Treatment guess = following;
        return guess != null && guess.original.equals(variable) ? guess : null;
    }

    /** Guesses so the next time. */
    Treatment guess(Treatment next) {
        following = next;
        return next;
    }
}
