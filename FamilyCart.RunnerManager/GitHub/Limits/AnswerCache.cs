using System.Net.Http.Headers;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>Answers by address, kept for as long as GitHub says that nothing has changed; the least recently used go first.</summary>
/// <param name="limit">Bytes of all answers together.</param>
internal sealed class AnswerCache(int limit = 16 * 1024 * 1024)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, Kept Answer)>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, Kept Answer)> _order = new();
    private int _size;

    public int Size
    {
        get
        {
            lock (_lock)
            {
                return _size;
            }
        }
    }

    public Kept? Find(string key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return null;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Keep(string key, Kept answer)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out var old))
            {
                Drop(old);
            }

            // One giant answer must not push out all others.
            if (answer.Body.Length > limit / 4)
            {
                return;
            }

            _entries[key] = _order.AddFirst((key, answer));
            _size += answer.Body.Length;
            while (_size > limit && _order.Last is { } last)
            {
                _entries.Remove(last.Value.Key);
                Drop(last);
            }
        }
    }

    private void Drop(LinkedListNode<(string Key, Kept Answer)> node)
    {
        _order.Remove(node);
        _size -= node.Value.Answer.Body.Length;
    }

    /// <summary>An answer that can be given again.</summary>
    /// <param name="Tag">Its ETag.</param>
    /// <param name="Body">Its bytes.</param>
    /// <param name="ContentType">Null where it had none.</param>
    /// <param name="Link">Its pages; null where there are none.</param>
    internal sealed record Kept(EntityTagHeaderValue Tag, byte[] Body, MediaTypeHeaderValue? ContentType, string? Link);
}
