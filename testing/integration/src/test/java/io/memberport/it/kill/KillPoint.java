package io.memberport.it.kill;

import java.util.Objects;

/**
 * A point in a program: some time a method is entered or left, by whichever thread. The program needs no preparation for
 * it; any method with Java code will do, those of the JDK and constructors ({@code <init>}) included, with all its
 * overloads taken together. Abstract and native methods have no code and cannot be used.
 *
 * @param className the class that declares the method, by its binary name: nested classes after a dollar sign
 * @param method the method's name
 * @param moment whether before its first instruction or after its last
 * @param time which call counts, the first being 1, counted separately in each virtual machine
 */
public record KillPoint(String className, String method, Moment moment, int time) {

    /** Which end of a call. */
    public enum Moment {
        /** Before anything in the method has happened. */
        ENTERING,
        /** After the method has returned or thrown, and before its caller, which must be Java code, goes on. */
        LEAVING
    }

    public KillPoint {
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(moment, "moment");
        if (time < 1) {
            throw new IllegalArgumentException("calls are counted from 1, not " + time);
        }
    }

    /** Where a method is entered for the first time. */
    public static KillPoint entering(String className, String method) {
        return new KillPoint(className, method, Moment.ENTERING, 1);
    }

    /** Where a method is left for the first time, be it by an exception. */
    public static KillPoint leaving(String className, String method) {
        return new KillPoint(className, method, Moment.LEAVING, 1);
    }

    /** The same point at another call, the first being 1. */
    public KillPoint time(int newTime) {
        return new KillPoint(className, method, moment, newTime);
    }

    @Override
    public String toString() {
        String what = moment == Moment.ENTERING ? "entering " : "leaving ";
        return what + className + "." + method + (time == 1 ? "" : ", time " + time);
    }
}
