using System.Text.Json;
using Npgsql;

namespace FamilyCart.Api.Json;

/// <summary>Writes columns of a row as properties, null where the column is.</summary>
internal static class RowJson
{
    internal static void WriteText(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            // UTF-8 as it came, without becoming a string in between.
            json.WriteString(name, row.GetFieldValue<byte[]>(column));
        }
    }

    internal static void WriteInteger(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column) =>
        json.WriteNumber(name, row.GetInt32(column));

    internal static void WriteLong(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column) =>
        json.WriteNumber(name, row.GetInt64(column));

    internal static void WriteFlag(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column) =>
        json.WriteBoolean(name, row.GetBoolean(column));

    internal static void WriteId(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column) =>
        json.WriteString(name, row.GetGuid(column));

    internal static void WriteTime(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column) =>
        json.WriteString(name, row.GetDateTime(column));

    internal static void WriteDecimal(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, row.GetDecimal(column));
        }
    }

    internal static void WriteDouble(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteNumber(name, row.GetDouble(column));
        }
    }

    /// <summary>Writes a JSON column without the blanks that PostgreSQL puts into it; its texts stay the same texts.</summary>
    internal static void WriteJson(this Utf8JsonWriter json, JsonEncodedText name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
            return;
        }

        json.WritePropertyName(name);
        var value = new Utf8JsonReader(row.GetFieldValue<byte[]>(column));
        while (value.Read())
        {
            WriteToken(json, ref value);
        }
    }

    private static void WriteToken(Utf8JsonWriter json, ref Utf8JsonReader value)
    {
        switch (value.TokenType)
        {
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                json.WriteEndObject();
                break;
            case JsonTokenType.PropertyName when !value.ValueIsEscaped:
                json.WritePropertyName(value.ValueSpan);
                break;
            case JsonTokenType.PropertyName:
                json.WritePropertyName(value.GetString()!);
                break;
            case JsonTokenType.String when !value.ValueIsEscaped:
                json.WriteStringValue(value.ValueSpan);
                break;
            case JsonTokenType.String:
                json.WriteStringValue(value.GetString());
                break;
            case JsonTokenType.Null:
                json.WriteNullValue();
                break;
            default:
                throw new JsonException();
        }
    }
}
