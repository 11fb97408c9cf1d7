using System.Text;
using System.Text.Unicode;

namespace ServiceHall.Replay.Facts;

/// <summary>What is wrong with a file before its columns are looked at.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Kind">What is wrong there.</param>
internal sealed record LineFault(long Line, LineFaultKind Kind);

internal enum LineFaultKind
{
    NotUtf8,
    TooLong,
    BareCarriageReturn,
}

/// <summary>
/// Passes a file on and watches its lines: valid UTF-8, at most 1 MiB each, ended by LF or CRLF. At the first fault it
/// notes it and ends the file, so that nothing is made of what follows.
/// </summary>
internal sealed class LineGuard(Stream file) : Stream
{
    private const int LongestLine = 1 << 20;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _next, _ready, _filled;
    private long _lines, _lineLength;
    private bool _afterReturn;

    public LineFault? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_next == _ready && !Fill()) return 0;
        var count = Math.Min(buffer.Length, _ready - _next);
        _buffer.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads on. A character that the buffer's end cuts is held back until its rest has come.</summary>
    private bool Fill()
    {
        if (Fault is not null) return false;
        var held = _filled - _ready;
        _buffer.AsSpan(_ready, held).CopyTo(_buffer);
        var read = file.Read(_buffer.AsSpan(held));
        _filled = held + read;
        _next = 0;
        _ready = read == 0 ? _filled : _filled - CutCharacter(_buffer.AsSpan(0, _filled));
        if (_ready == 0) return read > 0 && Fill();
        var data = _buffer.AsSpan(0, _ready);
        if (!Utf8.IsValid(data)) NoteNotUtf8(data);
        if (Fault is null) Watch(data);
        if (Fault is null) return true;
        _ready = _next = _filled = 0;
        return false;
    }

    private static int CutCharacter(ReadOnlySpan<byte> data)
    {
        for (var back = 1; back <= Math.Min(3, data.Length); back++)
        {
            var last = data[^back..];
            if ((last[0] & 0xC0) == 0x80) continue;
            return Rune.DecodeFromUtf8(last, out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? back : 0;
        }

        return 0;
    }

    private void NoteNotUtf8(ReadOnlySpan<byte> data)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(data[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        Fault = new LineFault(_lines + data[..at].Count((byte)'\n') + 1, LineFaultKind.NotUtf8);
    }

    private void Watch(ReadOnlySpan<byte> data)
    {
        if (_afterReturn && data[0] != '\n') Fault = new LineFault(_lines + 1, LineFaultKind.BareCarriageReturn);
        while (Fault is null)
        {
            var end = data.IndexOf((byte)'\n');
            var line = end < 0 ? data : data[..end];
            _lineLength += line.Length;
            var carriage = line.IndexOf((byte)'\r');
            if (_lineLength > LongestLine) Fault = new LineFault(_lines + 1, LineFaultKind.TooLong);
            else if (carriage >= 0 && carriage < line.Length - 1) Fault = new LineFault(_lines + 1, LineFaultKind.BareCarriageReturn);
            if (end < 0)
            {
                _afterReturn = carriage >= 0;
                return;
            }

            _lines++;
            _lineLength = 0;
            _afterReturn = false;
            data = data[(end + 1)..];
            if (data.IsEmpty) return;
        }
    }
}
