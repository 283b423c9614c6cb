package io.memberport.testkit.architecture.planted.circle;

/** Six classes that need each other in a circle, one of them through a nested class. */
final class Circle {

    Second next = new Second();
}

final class Second {

    static final class Nested {

        Third next = new Third();
    }
}

final class Third {

    Fourth next = new Fourth();
}

final class Fourth {

    Fifth next = new Fifth();
}

final class Fifth {

    Sixth next = new Sixth();
}

final class Sixth {

    Circle first = new Circle();
}
