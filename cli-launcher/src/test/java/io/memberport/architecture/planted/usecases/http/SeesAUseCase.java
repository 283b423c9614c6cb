package io.memberport.architecture.planted.usecases.http;

import io.memberport.architecture.planted.usecases.export.UseCase;

/** An adapter that needs a use case of core. */
final class SeesAUseCase {

    UseCase needed = new UseCase();
}
