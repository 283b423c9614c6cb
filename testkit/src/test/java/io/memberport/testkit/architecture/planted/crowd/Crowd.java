package io.memberport.testkit.architecture.planted.crowd;

/** One class more than a package may have; the nested one does not count. */
final class Crowd {

    static final class Nested {}
}

final class Member1 {}

final class Member2 {}

final class Member3 {}

final class Member4 {}

final class Member5 {}

final class Member6 {}

final class Member7 {}

final class Member8 {}

final class Member9 {}

final class Member10 {}

final class Member11 {}

final class Member12 {}

final class Member13 {}

final class Member14 {}

final class Member15 {}

final class Member16 {}

final class Member17 {}

final class Member18 {}

final class Member19 {}

final class Member20 {}

final class Member21 {}

final class Member22 {}

final class Member23 {}

final class Member24 {}

final class Member25 {}
