/** Knows no sink: the one it gets is whichever stands on the module path. */
module com.example.nightly {
    requires io.memberport.http;

    uses io.memberport.port.MemberSinkProvider;
}
