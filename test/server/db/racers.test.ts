import { expect } from 'chai';
import { bookSlot } from '../../../server/app/book-slot.ts';
