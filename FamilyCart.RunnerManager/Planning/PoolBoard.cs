using FamilyCart.RunnerManager.Fleet;
using FamilyCart.RunnerManager.Pools;

namespace FamilyCart.RunnerManager.Planning;

/// <summary>What is left of a pool while jobs are given to it, one after the other.</summary>
internal sealed class PoolBoard
{
    private readonly bool[] _held;
    private readonly List<FleetRunner> _listening = [];
    private int _starting;
    private int _retiring;
    private int _freeFrom = 1;

    public PoolBoard(Pool pool)
    {
        Pool = pool;
        _held = new bool[pool.Maximum + 1];
    }

    public Pool Pool { get; }

    /// <summary>Runners that no job was given to, those that listen before those that will.</summary>
    public int Idle => _listening.Count + _starting;

    /// <summary>Whether another doubtful runner may be replaced: when GitHub gives out no jobs at all, all of them are doubtful.</summary>
    public bool MayDoubt => _retiring < Math.Max(1, Pool.Maximum / 10);

    /// <summary>Counts a runner of this pool.</summary>
    public void Add(FleetRunner runner, bool available)
    {
        if (runner.Slot <= Pool.Maximum)
        {
            _held[runner.Slot] = true;
        }

        if (runner.Retiring)
        {
            _retiring++;
        }
        else if (available && runner.State == RunnerState.Listening)
        {
            _listening.Add(runner);
        }
        else if (available)
        {
            _starting++;
        }
    }

    /// <summary>The runners that have waited longest come first.</summary>
    public void Sort() => _listening.Sort((one, other) => one.StateSince.CompareTo(other.StateSince));

    /// <summary>The runners that listen and that no job was given to.</summary>
    public IReadOnlyList<FleetRunner> Listening => _listening;

    /// <summary>Counts on a listening runner no more.</summary>
    public void Drop(FleetRunner runner) => _listening.Remove(runner);

    /// <summary>Gives a job to a runner that listens.</summary>
    /// <returns>The runner that has waited longest, or null.</returns>
    public FleetRunner? TakeListening()
    {
        if (_listening.Count == 0)
        {
            return null;
        }

        var runner = _listening[0];
        _listening.RemoveAt(0);
        return runner;
    }

    /// <summary>Gives a job to a runner that is being started.</summary>
    public bool TakeStarting()
    {
        var any = _starting > 0;
        _starting -= any ? 1 : 0;
        return any;
    }

    /// <summary>Takes a slot for a new runner.</summary>
    /// <returns>The lowest that nobody holds, or null.</returns>
    public int? TakeSlot()
    {
        while (_freeFrom <= Pool.Maximum && _held[_freeFrom])
        {
            _freeFrom++;
        }

        if (_freeFrom > Pool.Maximum)
        {
            return null;
        }

        _held[_freeFrom] = true;
        return _freeFrom;
    }

    /// <summary>Counts a runner that was just ended in good order.</summary>
    public void CountRetiring() => _retiring++;

    /// <summary>Counts a runner that was just decided and is for nobody yet.</summary>
    public void CountStarting() => _starting++;
}
