using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Faults;

/// <summary>The faults that stand.</summary>
internal sealed class FaultBook(Ground ground)
{
    private readonly List<StandingFault> _faults = [];
    private int _lastId;

    public IReadOnlyList<StandingFault> All
    {
        get
        {
            lock (ground.Gate)
            {
                return [.. _faults];
            }
        }
    }

    public StandingFault Add(Fault fault)
    {
        lock (ground.Gate)
        {
            var standing = new StandingFault(++_lastId, fault, ground.Now);
            _faults.Add(standing);
            return standing;
        }
    }

    public bool Remove(int id)
    {
        lock (ground.Gate)
        {
            return _faults.Find(fault => fault.Id == id) is { } fault && Remove(fault);
        }
    }

    public void Clear() => All.ToList().ForEach(fault => Remove(fault));

    public IEnumerable<StandingFault> Of(FaultKind kind) => All.Where(fault => fault.Fault.Kind == kind && fault.Stands(ground.Now));

    /// <summary>The fault of that kind that strikes this request, or null.</summary>
    public Fault? Strike(FaultKind kind, HttpRequest request) => Hold(kind, request)?.Fault;

    /// <summary>The same with its end.</summary>
    public StandingFault? Hold(FaultKind kind, HttpRequest request) => Of(kind).FirstOrDefault(fault =>
        (fault.Fault.Method is null || fault.Fault.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
        && (fault.Fault.Path is null || request.Path.Value!.Contains(fault.Fault.Path, StringComparison.OrdinalIgnoreCase))
        && Use(fault));

    /// <summary>The fault of that kind that strikes a webhook of that action, or null.</summary>
    public Fault? Strike(FaultKind kind, string action) =>
        Of(kind).FirstOrDefault(fault => (fault.Fault.Action is null || fault.Fault.Action == action) && Use(fault))?.Fault;

    /// <summary>Counts one that matches; whether the fault strikes it.</summary>
    public bool Use(StandingFault fault)
    {
        lock (ground.Gate)
        {
            if (++fault.Seen <= fault.Fault.Skip || !fault.Stands(ground.Now) || ground.Chance() >= fault.Fault.Probability)
            {
                return false;
            }

            fault.Struck++;
            ground.Tell();
            return true;
        }
    }

    private bool Remove(StandingFault fault)
    {
        lock (ground.Gate)
        {
            fault.Removed.TrySetResult();
            return _faults.Remove(fault);
        }
    }
}
