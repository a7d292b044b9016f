import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type EstimateErrors, EstimateFailure, gemm, orThrow, renderErrors } from '../../src'
import { estimate } from '../../src/cost/evaluate'
import { parseNetwork } from '../../src/notation'

const faulty = estimate(gemm({ M: 1, N: 1, K: 0 }), { name: '', directives: [], parameters: {} }, { pes: 0 })
const errors: EstimateErrors | undefined = faulty._tag === 'Left' ? faulty.left : undefined

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (thrown) {
    return thrown
  }
}

const failureOf = (result: unknown): EstimateFailure => {
  // What JavaScript may pass.
  const thrown = thrownBy(() => orThrow(result as never))
  if (!(thrown instanceof EstimateFailure)) throw new Error('orThrow did not throw an EstimateFailure')
  return thrown
}

describe('what orThrow throws', () => {
  it('is an Error of its own name with the faults as data and the report as its message', () => {
    const failure = failureOf(faulty)
    expect(failure).toBeInstanceOf(Error)
    expect(failure.name).toBe('EstimateFailure')
    expect(failure.errors).toEqual(errors)
    expect(failure.errors.length).toBeGreaterThan(1)
    expect(failure.message).toBe(renderErrors(failure.errors))
    expect(failure.message).toMatch(/^-- INVALID EXTENT -+ layer\.sizes\.K\n/)
    expect(failure.stack).toMatch(/^EstimateFailure: -- INVALID EXTENT/)
  })

  it('has the errors of every entry', () => {
    const failure = failureOf(parseNetwork('Network n { Layer l { Type: CONV; Typo: 1 } }'))
    expect(failure.errors.length).toBeGreaterThan(0)
    expect(failure.message).toContain(failure.errors[0]?.hint)
  })

  it('has no errors where it was given none', () => {
    for (const given of [undefined, 3, { _tag: 'Left', left: [] }, { _tag: 'Left', left: [{ path: 3 }] }]) {
      expect(failureOf(given).errors).toEqual([])
      expect(failureOf(given).message).not.toBe('')
    }
    const hostile = {
      _tag: 'Left',
      get left() {
        throw new Error('no')
      },
    }
    expect(failureOf(hostile).errors).toEqual([])
  })

  it('is printed once by the console, message and stack', () => {
    const failure = failureOf(faulty)
    expect(inspect(failure)).toBe(failure.stack)
  })
})
