package io.memberport.cli;

/** Where links to files may lead. */
enum LinkAddresses {
    PUBLIC,
    ANY
}
