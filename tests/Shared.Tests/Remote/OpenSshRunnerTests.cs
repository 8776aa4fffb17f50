using GlusterDr.Conformance.Remote;

namespace GlusterDr.Tests.Shared.Remote;

public sealed class OpenSshRunnerTests() : RemoteRunnerConformance(new OpenSshHarness());
