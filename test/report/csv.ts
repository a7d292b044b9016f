/** A reader of CSV, written from the grammar of RFC 4180 and nothing else. */

/** Records of fields; a field in quotes may hold anything, two quotes inside are one. */
export const readCsv = (text: string): readonly (readonly string[])[] => {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  const quoted = (): string => {
    let field = ''
    at += 1
    for (;;) {
      const end = text.indexOf('"', at)
      if (end < 0) throw new Error('a quote is never closed')
      field += text.slice(at, end)
      at = end + 1
      if (text[at] !== '"') return field
      field += '"'
      at += 1
    }
  }
  const plain = (): string => {
    const from = at
    while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
      if (text[at] === '"' || text[at] === '\n') throw new Error(`a field without quotes has ${text[at]}`)
      at += 1
    }
    return text.slice(from, at)
  }
  while (at < text.length) {
    record.push(text[at] === '"' ? quoted() : plain())
    if (text[at] === ',') {
      at += 1
      if (at === text.length) record.push('')
    } else if (text.startsWith('\r\n', at)) {
      at += 2
      records.push(record)
      record = []
    } else throw new Error(`a field ends at ${at} with neither a comma nor a line's end`)
  }
  return records
}
