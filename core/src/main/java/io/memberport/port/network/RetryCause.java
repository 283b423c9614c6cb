package io.memberport.port.network;

/** Why a request to another machine is sent again. */
public enum RetryCause {
    /** No connection could be made, or it broke. */
    NETWORK,
    /** The whole answer did not come in time. */
    TIMEOUT,
    /** What came is not HTTP. */
    INVALID_ANSWER,
    /** The other side asked for fewer requests (429). */
    TOO_MANY_REQUESTS,
    /** The other side failed (500, 502, 503 or 504). */
    SERVER_ERROR
}
