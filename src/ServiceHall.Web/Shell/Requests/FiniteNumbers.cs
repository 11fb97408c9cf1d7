using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceHall.Web.Shell.Requests;

/// <summary>Numbers of requests are numbers: "NaN" and infinity are none, although JSON readers let them through as texts.</summary>
internal sealed class FiniteNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
