using GlusterDr.Simulators;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Simulators;

/// <summary>A world like the lab in which the fixtures were recorded, in the state that a fixture shows.</summary>
internal sealed class LabWorld
{
    private readonly SimulatedNode _p3;

    /// <param name="takesTime">Whether commands take time, so that they can overlap.</param>
    public LabWorld(bool takesTime = false)
    {
        World = new SimulatedWorld(Clock, new WorldOptions { Latency = new LatencyTable { Factor = takesTime ? 1 : 0 } });
        SimulatedSite primary = World.AddSite("p").AddNodes("p1", "p2", "p3").AddHypervisors("p1");
        Volume = primary.AddVolume("gv1", brickPath: (node, _) => $"/srv/lab/state/{node}/bricks/b1");
        Secondary = World.AddSite("s").AddNodes("s1")
            .AddVolume("gv2", VolumeType.Distribute, bricks: 2, brickPath: (node, i) => $"/srv/lab/state/{node}/bricks/b{i}");
        _p3 = primary.Node("p3");
        Send = new Commander(World, Simulation);
    }

    public Simulation Simulation { get; } = new();

    public ManualTimeProvider Clock => Simulation.Clock;

    public SimulatedWorld World { get; }

    public SimulatedVolume Volume { get; }

    public SimulatedVolume Secondary { get; }

    public Commander Send { get; }

    public void Become(string state)
    {
        if (state == "none")
        {
            return;
        }

        Send.GeoRep("create push-pem force");
        switch (state)
        {
            case "active":
                Activate();
                break;
            case "checkpoint set":
                Activate();
                Send.GeoRep("config checkpoint now");
                break;
            case "checkpoint reached" or "stopped" or "p3 down" or "secondary stopped":
                Reach();
                Then(state);
                break;
            case "paused":
                Activate();
                Send.GeoRep("pause");
                break;
        }
    }

    private void Activate()
    {
        Send.GeoRep("config secondary-access-mount true");
        Send.GeoRep("start");
        Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private void Reach()
    {
        Activate();
        Volume.Write("a", FileContent.OfText("a"));
        Send.GeoRep("config checkpoint now");
        Clock.Advance(TimeSpan.FromSeconds(2));
        Volume.Write("b", FileContent.OfText("b"));
        Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private void Then(string state)
    {
        switch (state)
        {
            case "stopped":
                Send.GeoRep("stop");
                break;
            case "p3 down":
                _p3.SetUp(false);
                break;
            case "secondary stopped":
                Secondary.Stop();
                Clock.Advance(TimeSpan.FromSeconds(6));
                break;
        }
    }
}
