using GlusterDr.Conformance.Remote;

namespace GlusterDr.Tests.Functions.Remote;

public sealed class SshNetCrowdTests() : RemoteCrowdConformance(new SshNetHarness());
