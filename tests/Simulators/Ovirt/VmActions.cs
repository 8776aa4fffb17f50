namespace GlusterDr.Simulators;

/// <summary>Actions that have ended when they are answered.</summary>
internal static class VmActions
{
    private const int FrozenEvent = 10767;

    public static EngineAnswer Freeze(EngineRequest request, EngineVm vm)
    {
        if (vm.Status != "up")
        {
            return Failed(409, $"Cannot freeze VM because the VM is in {StatusText.Of(vm)} status.");
        }

        if (vm.Machine is not { HasAgent: true, AgentIsMute: false, FreezesHang: false })
        {
            string where = $"{vm.Name} (Host: {vm.Machine.Hypervisor.Node.Name}, User: admin@internal-authz)";
            request.Engine.Log(10769, "warning", $"Failed to freeze guest filesystems on {where}.", vm, request.CorrelationId);
            return Failed(400, "Unable to freeze guest filesystems");
        }

        vm.Machine.SetFrozen(true);
        request.Engine.Log(FrozenEvent, "normal", $"Guest filesystems on VM {vm.Name} have been frozen successfully.", vm, request.CorrelationId);
        return EngineAnswer.Complete();
    }

    public static EngineAnswer Thaw(EngineRequest request, EngineVm vm)
    {
        if (vm.Status != "up")
        {
            return Failed(409, $"Cannot thaw VM because the VM is in {StatusText.Of(vm)} status.");
        }

        vm.Machine.SetFrozen(false);
        request.Engine.Log(10768, "normal", $"Guest filesystems on VM {vm.Name} have been thawed successfully.", vm, request.CorrelationId);
        return EngineAnswer.Complete();
    }

    public static EngineAnswer UpdateDefinitions(EngineRequest request, EngineDomain domain)
    {
        if (domain.Status != "active")
        {
            throw EngineFault.Refusal(409, $"Cannot update OVFs for Storage. The relevant Storage Domain's status is {domain.Status}.");
        }

        EngineJob job = request.Engine.StartJob(request.CorrelationId, $"Updating OVF store for domain {domain.Name}");
        request.Engine.Later(request.Engine.Options.DefinitionsTime, () =>
        {
            DomainFiles.WriteDefinitions(domain);
            job.Finish(true, request.Engine.Now);
            request.Engine.Log(199, "normal", $"OVF_STORE for domain {domain.Name} was updated by admin@internal-authz.", correlationId: request.CorrelationId);
        });
        return request.Is("async") ? new EngineAnswer(202) : EngineAnswer.Complete(job);
    }

    private static EngineAnswer Failed(int status, string message) => EngineAnswer.FailedAction(EngineFault.Refusal(status, message));
}
