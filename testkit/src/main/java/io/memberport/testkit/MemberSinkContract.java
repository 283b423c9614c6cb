package io.memberport.testkit;

/**
 * The promises of every sink (see {@link io.memberport.port.MemberSink}), as tests. A sink's test class implements this
 * interface, makes a fixture, and inherits all tests:
 *
 * <pre>{@code
 * class AcmeSinkContractTest implements MemberSinkContract {
 *     @Override
 *     public SinkFixture newFixture(Path directory) {
 *         return new AcmeFixture(directory);
 *     }
 * }
 * }</pre>
 *
 * <p>A sink whose options change how it writes (layouts, compression, modes) has such a class for each of them that
 * matters. Each test makes a fixture of its own; some start processes, with the class path of this one.
 */
public interface MemberSinkContract
        extends DeliveryContract,
                CommitContract,
                ChangesContract,
                SequenceContract,
                PrivacyContract,
                VariablesContract,
                ErasureContract,
                FailureContract,
                ConcurrencyContract {}
