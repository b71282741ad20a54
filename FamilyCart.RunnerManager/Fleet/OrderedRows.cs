namespace FamilyCart.RunnerManager.Fleet;

/// <summary>Rows in the ascending order of a key: found by halving, and handed out by copying them as they lie.</summary>
/// <param name="keyOf">The key of a row; no two rows have the same.</param>
internal sealed class OrderedRows<TKey, TRow>(Func<TRow, TKey> keyOf)
    where TKey : IComparable<TKey>
    where TRow : class
{
    private readonly List<TRow> _rows = [];

    /// <summary>All of them, to be read under the owner's lock.</summary>
    public IReadOnlyList<TRow> All => _rows;

    /// <summary>The row with this key, or null.</summary>
    public TRow? Find(TKey key) => Place(key) is >= 0 and var place ? _rows[place] : null;

    /// <summary>Puts a row in its place; one with the same key gives way.</summary>
    public void Put(TRow row)
    {
        var place = Place(keyOf(row));
        if (place >= 0)
        {
            _rows[place] = row;
        }
        else
        {
            _rows.Insert(~place, row);
        }
    }

    /// <summary>Takes a row out; nothing happens when it is not there.</summary>
    public void Remove(TKey key)
    {
        if (Place(key) is >= 0 and var place)
        {
            _rows.RemoveAt(place);
        }
    }

    /// <summary>A copy that later changes do not reach.</summary>
    public TRow[] Copy() => [.. _rows];

    /// <returns>Where it is, or the complement of where it belongs.</returns>
    private int Place(TKey key)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (keyOf(_rows[middle]).CompareTo(key))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }
}
