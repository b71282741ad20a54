using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>
/// The log-ins of this manager, in its memory alone: they end with it, and with it the tokens that they came from. What is kept of a
/// cookie is its hash.
/// </summary>
internal sealed class ReaderSessions(ReaderSettings settings, TimeProvider time)
{
    /// <summary>At most so many at once; the one that would end first makes room.</summary>
    internal const int Most = 1000;

    private const int Bytes = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReaderSession> _sessions = [];

    /// <returns>What the browser's cookie has to say.</returns>
    public string Begin(NamedOperator who)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var over in _sessions.Where(session => session.Value.Until <= now).Select(session => session.Key).ToList())
            {
                _sessions.Remove(over);
            }

            if (_sessions.Count >= Most)
            {
                _sessions.Remove(_sessions.MinBy(session => session.Value.Until).Key);
            }

            _sessions.Add(KeyOf(id), new ReaderSession(who, now + settings.SessionLength));
        }

        return id;
    }

    /// <returns>Null when it is none, or over.</returns>
    public ReaderSession? Find(string id)
    {
        lock (_lock)
        {
            return _sessions.TryGetValue(KeyOf(id), out var session) && session.Until > time.GetUtcNow() ? session : null;
        }
    }

    /// <summary>Ends it, if it is one.</summary>
    public void End(string id)
    {
        lock (_lock)
        {
            _sessions.Remove(KeyOf(id));
        }
    }

    private static string KeyOf(string id) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
