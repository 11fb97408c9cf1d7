using Microsoft.EntityFrameworkCore;
using ServiceHall.Web.Accounts;
using ServiceHall.Web.Attachments;
using ServiceHall.Web.Store;

namespace ServiceHall.Web.Import;

/// <summary>Hands over the file of an import to those who may import such files, on record.</summary>
internal sealed class TakeImportFile(IDbContextFactory<HallDb> factory, TimeProvider clock, ImportKinds kinds)
{
    public async Task<Answer<UploadedFile>> Run(Actor actor, int id, CancellationToken cancel)
    {
        await using var act = await Act.Begin(factory, clock, actor, "import.download", Right.ImportPeople, cancel);
        if (act.Refusal is { } refusal)
            return refusal;
        var import = await act.Db.Set<ImportRecord>().AsNoTracking().SingleOrDefaultAsync(import => import.Id == id, cancel);
        if (import is null || kinds.Find(import.Kind) is not { } kind || !act.Rights.May(kind.Right))
            return ImportKinds.None;
        var file = await act.Db.Set<ImportFile>().AsNoTracking().SingleOrDefaultAsync(file => file.ImportId == id, cancel);
        if (file is null)
            return ImportKinds.Expired;
        act.Record($"import {id}", import.FileName);
        await act.Commit(cancel);
        return new UploadedFile(file.ContentType, import.FileName, file.Bytes);
    }
}
