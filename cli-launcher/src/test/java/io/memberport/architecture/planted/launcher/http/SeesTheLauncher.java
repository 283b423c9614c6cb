package io.memberport.architecture.planted.launcher.http;

import io.memberport.architecture.planted.launcher.cli.Launcher;

/** Planted: a library sees the launcher. */
final class SeesTheLauncher {

    Launcher launcher() {
        return new Launcher();
    }
}
