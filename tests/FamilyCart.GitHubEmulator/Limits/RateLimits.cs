using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Limits;

/// <summary>The buckets of every caller.</summary>
internal sealed class RateLimits(Ground ground, EmulatorSettings settings)
{
    public const string Core = "core";

    public const string Registration = "actions_runner_registration";

    private readonly Dictionary<(string Key, string Resource), Bucket> _buckets = [];
    private readonly Dictionary<(string Key, string Endpoint), Bucket> _points = [];
    private readonly Dictionary<string, int> _concurrent = [];

    public Bucket Of(string key, string resource)
    {
        lock (ground.Gate)
        {
            if (!_buckets.TryGetValue((key, resource), out var bucket))
            {
                bucket = new Bucket(resource == Registration ? settings.RegistrationLimit : settings.CoreLimit, TimeSpan.FromHours(1));
                _buckets.Add((key, resource), bucket);
            }

            bucket.Renew(ground.Now);
            return bucket;
        }
    }

    public bool Take(Bucket bucket)
    {
        lock (ground.Gate)
        {
            return bucket.Take(1, ground.Now);
        }
    }

    public void GiveBack(Bucket bucket)
    {
        lock (ground.Gate)
        {
            bucket.GiveBack(1);
        }
    }

    /// <summary>Whether the caller keeps within the secondary limits; <see cref="Leave"/> follows either way.</summary>
    public bool Enter(string key, string endpoint, bool write)
    {
        lock (ground.Gate)
        {
            _concurrent[key] = _concurrent.GetValueOrDefault(key) + 1;
            if (!_points.TryGetValue((key, endpoint), out var points))
            {
                _points[(key, endpoint)] = points = new Bucket(settings.PointLimit, TimeSpan.FromMinutes(1));
            }

            return points.Take(write ? 5 : 1, ground.Now) && _concurrent[key] <= settings.ConcurrencyLimit;
        }
    }

    public void Leave(string key)
    {
        lock (ground.Gate)
        {
            _concurrent[key]--;
        }
    }

    /// <summary>Requests that were charged, by caller and resource.</summary>
    public IReadOnlyDictionary<string, int> Used()
    {
        lock (ground.Gate)
        {
            return _buckets.ToDictionary(entry => $"{entry.Key.Key}: {entry.Key.Resource}", entry => entry.Value.Used);
        }
    }

    /// <summary>For tests: as if every caller had so many left in a bucket.</summary>
    public void SetRemaining(string resource, int remaining)
    {
        lock (ground.Gate)
        {
            foreach (var (_, bucket) in _buckets.Where(entry => entry.Key.Resource == resource))
            {
                bucket.Use(bucket.Limit - remaining, ground.Now);
            }
        }
    }
}
